#!/bin/sh
# Makes the clips of which calls are stitched, from renderer/strings/board-spoken.json with espeak-ng, so that a hall is
# called before it has recordings of its own. Silence before and after each word is cut away, or a number would limp.
# Needs: espeak-ng (GPL-3, a tool of ours, not a part of the product), opusenc (opus-tools), node.
set -eu
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8
opus() {
  opusenc --quiet --bitrate 24 --downmix-mono - "$1"
}
trim() {
  node -e '
    const wav = require("node:fs").readFileSync(0)
    const samples = Array.from({ length: (wav.length - 44) >> 1 }, (_, at) => wav.readInt16LE(44 + at * 2))
    const loud = (sample) => Math.abs(sample) > 250
    const from = Math.max(0, samples.findIndex(loud) - 110)
    const to = Math.min(samples.length, samples.findLastIndex(loud) + 660)
    const out = Buffer.concat([wav.subarray(0, 44), wav.subarray(44 + from * 2, 44 + to * 2)])
    out.writeUInt32LE(out.length - 8, 4)
    out.writeUInt32LE(out.length - 44, 40)
    process.stdout.write(out)
  '
}
for language in zh en; do
  mkdir -p "call-clips/$language"
  node -e '
    const spoken = JSON.parse(require("node:fs").readFileSync("../strings/board-spoken.json", "utf8"))
    for (const [name, words] of Object.entries(spoken[process.argv[1]])) console.log(`${name}\t${words}`)
  ' "$language" |
    while IFS="$(printf '\t')" read -r name words; do
      case $language$words in
        en* | zh[A-Z]) voice=en-gb ;; # the Mandarin voice of 1.51 does not know every letter
        *) voice=cmn-latn-pinyin ;;
      esac
      espeak-ng -b 1 -v "$voice" -s 150 -p 45 --stdout "$words" | trim | opus "call-clips/$language/$name.ogg"
    done
done
# Two notes that fade: G5, then E5.
node -e '
  const [rate, seconds] = [22050, 1.1]
  const wav = Buffer.alloc(44 + Math.round(rate * seconds) * 2)
  wav.write("RIFF", 0); wav.writeUInt32LE(wav.length - 8, 4); wav.write("WAVEfmt ", 8); wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20); wav.writeUInt16LE(1, 22); wav.writeUInt32LE(rate, 24); wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32); wav.writeUInt16LE(16, 34); wav.write("data", 36); wav.writeUInt32LE(wav.length - 44, 40)
  const note = (time, hertz) => (time < 0 ? 0 : Math.min(1, time / 0.01) * Math.exp(-4 * time) * (Math.sin(2 * Math.PI * hertz * time) + 0.3 * Math.sin(4 * Math.PI * hertz * time)))
  for (let at = 0; at * 2 < wav.length - 44; at += 1) {
    const time = at / rate
    const fade = Math.min(1, (seconds - time) / 0.1)
    wav.writeInt16LE(Math.round(9000 * fade * (note(time, 783.99) + note(time - 0.45, 659.26))), 44 + at * 2)
  }
  process.stdout.write(wav)
' | opus call-clips/chime.ogg
