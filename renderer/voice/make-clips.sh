#!/bin/sh
# Makes the first voice clips from renderer/strings/spoken.json with espeak-ng, so that the journey speaks before a hall
# has recordings of its own. A hall replaces a file by a recording of the same name; the page plays whatever is there.
# Needs: espeak-ng (GPL-3, a tool of ours, not a part of the product), opusenc (opus-tools), node.
set -eu
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8
for language in zh en; do
  case $language in
    zh) voice=cmn-latn-pinyin; speed=150 ;; # the plain `cmn` voice of 1.51 reads pinyin letters aloud in English
    en) voice=en-gb; speed=150 ;;
  esac
  mkdir -p "clips/$language"
  node -e '
    const spoken = JSON.parse(require("node:fs").readFileSync("../strings/spoken.json", "utf8"))
    for (const [key, words] of Object.entries(spoken)) console.log(`${key}\t${words[process.argv[1]]}`)
  ' "$language" |
    while IFS="$(printf '\t')" read -r key words; do
      espeak-ng -b 1 -v "$voice" -s "$speed" -p 45 --stdout "$words" |
        opusenc --quiet --bitrate 24 --downmix-mono - "clips/$language/$key.ogg"
    done
done
