// Generated from openapi.yaml: `npx vitest run tests/main/platform/api.test.ts -u` writes it anew.
export interface paths {
    readonly "/catalogue": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The service items, whole and signed
         * @description The body is one JSON document, `{ version, items }`. `Yimen-Signature` is the Ed25519 signature (RFC 8032) over
         *     exactly the bytes of that body as they are before any content coding, so that neither item nor version can be
         *     changed by whoever carries it; the public key is given to the terminal with its credential.
         */
        readonly get: operations["readCatalogue"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/catalogue/files/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A picture that an item names
         * @description A filled specimen of a paper (`example_guid` of a material): PNG or JPEG, one picture, at most 2 MB and 8 million
         *     pixels, no side longer than 8000. A terminal keeps it as long as the catalogue that names it is in use. Nothing of
         *     a living person is on it.
         */
        readonly get: operations["readCatalogueFile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/person/certificates": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What may be printed for this person
         * @description Only what the stated assurance may see. What it may not see is not listed, not even by name or number, so that
         *     whoever found a card does not learn that there is something. Reads only.
         */
        readonly post: operations["listCertificates"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/person/verifications": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send an SMS code to the phone that the platform knows
         * @description A new code ends those before it. Without a known phone the answer is `no-phone-known` (404); more than three
         *     codes in ten minutes are `too-many-calls` (429). With `phone` the code goes to that number, which the person gave
         *     in an application: what is confirmed then is that they hold it, and its proof is no assurance of who they are.
         */
        readonly post: operations["startVerification"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/person/verifications/{id}/check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Compare the code that was typed
         * @description Three wrong codes end a verification, and so does its time; what has ended never becomes confirmed. A repeated
         *     call under the same key counts once.
         */
        readonly post: operations["checkVerification"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/person/face": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Compare a face with the photo on the card
         * @description The platform keeps neither picture. It is never the only way: SMS and the window are beside it.
         */
        readonly post: operations["compareFace"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/person/progress": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * How far this person's filings have come
         * @description Only what the stated assurance may see; what it may not see is not listed, so that whoever found a card does not
         *     learn that there is something. It says whose they are; the terminal compares that with whoever stands in front of
         *     it, and drops another person's. Reads only.
         */
        readonly post: operations["readProgress"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/person/appointments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What this person has booked at a hall today
         * @description A card is enough: a booking gives a number and shows nothing else. A booking that was given up is not listed; one
         *     whose number was taken is, as `taken`, which the platform knows from `ticket.issued` or `ticket.booked` with
         *     its `appointment`. Reads only.
         */
        readonly post: operations["listAppointments"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/appointments/day": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * All that is booked at a hall on a day
         * @description So that whoever has booked can check in while the platform cannot be asked, and so that of whoever has not, nothing
         *     is told to the platform. The terminal keeps it sealed, for that day. Reads only.
         */
        readonly post: operations["listDay"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/person/licences": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * This person's electronic licences (电子证照)
         * @description Only what the stated assurance may see, as with certificates. A licence is named in a filing by its id; of what it
         *     shows only the `wanted` fields come to the terminal, to fill in a form that asks for them and that the person,
         *     who agreed to it before laying the card, has opened. With `behalf` those of whom the person acts for: where the
         *     platform does not know that they may, it lists none, as it does where there is none. Reads only.
         */
        readonly post: operations["listLicences"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/companies/lookup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A company by its 统一社会信用代码
         * @description As anybody may see it in the public register: its name and whether it still stands. Reads only.
         */
        readonly post: operations["findCompany"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/codes/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Whose code a scanner has read
         * @description A code that somebody shows on their phone (电子身份证, 电子社保卡, 医保电子凭证 and the like), as the scanner read it and
         *     as its issuer made it: the terminal has not looked into it, does not keep it, and asks once. It lives for about a
         *     minute. `assurance` says what the issuer stands for: `card`, as if the person's card had been read, or `typed`, no
         *     more than a number that anybody could have told. What no issuer knows is `unknown`.
         */
        readonly post: operations["verifyCode"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/certificates/{id}/content": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What is to stand on the paper
         * @description Either the authority's own finished PDF, which is printed byte for byte, or the fields of a template that the
         *     terminal has. It says whose it is; the terminal compares that with whoever stands in front of it, and refuses
         *     another person's. Reads only.
         */
        readonly post: operations["readContent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/documents/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A finished PDF
         * @description The address comes with the content, cannot be guessed and lives for 15 minutes.
         */
        readonly get: operations["readDocument"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/certificates/{id}/authorisations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Authorise one copy
         * @description One copy is one set of sheets with a number and a code of its own; two copies are two authorisations under two
         *     keys. The key is that of the copy in the terminal's ledger, and how the copy ended is told under it
         *     (`deliverEvents`). A key whose copy was told to have failed before it was authorised never will be, even if the
         *     call is still on its way (`key-reused`, 422). What the person may have in a year is counted here.
         */
        readonly post: operations["authorise"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/seals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Seal a document that the terminal composed
         * @description The seal is the authority's (GB/T 38540) and is made here; a terminal has none, and pastes on no picture of one.
         *     What comes back is printed byte for byte, so it has the pages of what was sent. Only for a copy of which no end
         *     was told yet.
         */
        readonly post: operations["sealDocument"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/verification": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Is this paper genuine?
         * @description By number and code, typed or scanned. A number with another's code is `unknown`, like a number that never was.
         *     Reads only.
         */
        readonly post: operations["verifyPaper"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/uploads/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How much of a file has arrived
         * @description `id` is the SHA-256 of the whole file. Of a file that was never begun nothing has arrived. Reads only.
         */
        readonly get: operations["readUpload"];
        /**
         * A part of a file
         * @description The bytes from `Upload-Offset` on, of a file of `Upload-Length` bytes whose SHA-256 is `id`. A part that begins
         *     behind what has arrived is refused (`out-of-order`, 409). One that has arrived already is taken again without
         *     harm, and what it holds beyond that is added. With the last byte the whole is held against `id`; if it differs,
         *     all of it is thrown away (`digest-differs`, 422), and the terminal begins anew. A file is kept for at least 30
         *     days for a filing that names it.
         */
        readonly put: operations["uploadPart"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/phone-uploads": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A place to which a phone sends a paper, once
         * @description The terminal shows `path` below the platform's public address as a QR. The page there needs no script and no
         *     app; it says the paper's name, the limits, and nothing of a person or an item. `path` cannot be guessed. It opens
         *     nothing any more once the terminal has settled it, or the minutes are over; what was sent is destroyed then.
         */
        readonly post: operations["openPhoneUpload"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/phone-uploads/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How far the phone is
         * @description Only for the terminal that opened it. Reads only.
         */
        readonly get: operations["readPhoneUpload"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/phone-uploads/{id}/outcome": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * What became of what the phone sent
         * @description `taken`: the terminal has all of it; `closed`: it is wanted no more, as when the session has ended. Both destroy
         *     what was sent, and the address opens nothing any more. `again`: some files cannot be used; the page says which and
         *     why, and takes others in their place while the time lasts; the others were taken. All may be told again.
         */
        readonly put: operations["settlePhoneUpload"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/phone-files/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A file as the phone sent it
         * @description Byte for byte, looked at by nobody. The terminal holds it against length and SHA-256. Reads only.
         */
        readonly get: operations["readPhoneFile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/filings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Hand in an application
         * @description The platform has received it (收件); whether it is accepted (受理) is decided later and read from the progress. The
         *     files that it names were uploaded before; one of which not every byte is there is `filing-incomplete` (422), and
         *     the terminal uploads it and asks again. One that is no PDF, or has more pages or fewer than the filing says, is
         *     `pages-differ` (422). The terminal deletes its own copies only once this was answered.
         *
         *     It may come days after the person signed it. The assurance is that of then: a proof counts here if it held at
         *     `filedAt`.
         */
        readonly post: operations["file"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/supplements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Hand in papers that were asked for
         * @description What the authority asked for (补正) of a filing, by the keys of its items. `filing` and `askedAt` are as the progress
         *     told them: where the filing no longer waits for this, because it was answered at the window, was asked anew or its
         *     last day is over, it is `supplement-not-awaited` (422), and nothing of it was taken. Files come before it, and the
         *     assurance counts, as with a filing. A supplement moves the filing on, which is not accepted (受理) by that.
         */
        readonly post: operations["supplement"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/receipts/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * How far the filing of a receipt has come
         * @description By number and code of the receipt (回执), typed or scanned: its state and its dates, and nothing else of it or of
         *     a person. A number with another's code is `unknown`, like a number that never was. Reads only.
         */
        readonly post: operations["readReceipt"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/evaluations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * How a person liked it (好差评)
         * @description One for each matter, and one appended later.
         */
        readonly post: operations["evaluate"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/terminals/{id}/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * How the terminal is
         * @description What it tells `GET /health` on its own machine. The newest replaces the one before.
         */
        readonly put: operations["reportHealth"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What happened at the terminal
         * @description At least once by the terminal, exactly once by the event's id here. Each event has an outcome of its own, in the
         *     order in which they came: `taken`; `known`, had it already; `refused`, will never be taken; `later`, not now, as
         *     when an earlier event of that subject is missing.
         *
         *     **How a copy of a certificate ended** is told in no other way. Its events have the key of `authorise` as their
         *     subject; nothing of a person is in them.
         *
         *     `sheet.settled` with a `certificate` (CertificateSettled), once: `printed`, the printer has confirmed each page,
         *     and `sent`, a printer that cannot confirm has taken them: the copy is valid, and counted. `failed`: nothing came
         *     out. It is revoked, its number says so to whoever checks it, and it is not counted against the person; where
         *     nothing was authorised under the key, because the call or its answer was lost, nothing ever will be. `unknown`:
         *     it may lie in the tray or not. It is counted, and valid, until a person has looked.
         *
         *     `sheet.decided` with a `certificate` (CertificateDecided), what a person found, after `sheet.settled`:
         *     `came-out`, an unknown copy is there and whole, and valid as one that was printed. `spoiled`, it came out and is
         *     of no use, jammed, torn or taken by nobody, and `void`, nobody looks for it any more: revoked, and not counted.
         *     A copy that failed stays as it is.
         *
         *     A copy that is `authorised` and of which nothing was told yet is counted and valid. An end that is not possible
         *     after what was told before is refused (`outcome-contradicts`), so is one other than `failed` of a copy that was
         *     never authorised (`not-authorised`), and one that is not as written (`bad-event`). A new copy in the place of a
         *     spoiled one names it (`replaces`).
         *
         *     **That something is wrong with a filing** (纠错) is told by `progress.disputed` (ProgressDisputed), by the person
         *     whose filing it is, and passed on to the authority, whose answer stands in the progress (`disputes`). Its subject
         *     is the key of the report: one key is one report. A filing that the platform does not know is refused
         *     (`no-such-filing`), and so is one that is not as written (`bad-event`).
         *
         *     **What became of a number** is told by the events of its ticket, whose id is their subject and `ticket` in their
         *     payload, beside `number`, `business`, where it stands at a `window` that too, and the name of the `clerk` who acted.
         *     Nothing of the person is in them. `ticket.issued` comes first, with `businessDay`, `origin`, `terminal`, `issuedAt`,
         *     `ahead` and the `sheet`; a `priority` other than the ordinary one is named, and so is the booking (`appointment`) for
         *     which it was given: that booking is taken. So is the one of `ticket.booked` (`appointment`), for which somebody checked
         *     in who had their number before. Then, each as often as it happens: `ticket.called` and `ticket.recalled` (`calls`), `ticket.serving`, `ticket.held` and `ticket.called-back`, `ticket.passed` and `ticket.taken-back`,
         *     `ticket.transferred` (`fromBusiness`, `toWindow`), `ticket.topped` (`on`); a `reason` where the clerk gave one. What one
         *     person comes for with one number (一窗通办) is told by `ticket.item-added` and `ticket.item-done` (`done`, false where it is
         *     taken back): `item` in the words of the hall's list, null for a clerk's own, and `index`, its place from 0. It ends
         *     with `ticket.done`, `ticket.cancelled`, `ticket.expired` or `ticket.passed`. A ticket that nobody ended on its day ends after
         *     it with `businessDay` and the `reason` `day-ended`: expired, or done where somebody was being served, and then it is not known
         *     for how long.
         *
         *     **An evaluation** (好差评) is told by `evaluation.given`, its own id its subject: `matter` and `matterId`, what it is
         *     about, `service`, `channel`, `window`, `level` (5 to 1), `reasonCodes` with commas between, and `words`, what was
         *     written, null where its time of keeping is over; with `appendOf` it is a later word on that one. One that was not
         *     given is never told. A bad one opens a case in the same breath: `evaluation.bad`, the `case` its subject, with the
         *     `evaluation` and the last day on which it is to be put right (`dueOn`); each of its steps is told by
         *     `evaluation.rectifying` (`step`, `closed`).
         */
        readonly post: operations["deliverEvents"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/audit-heads": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * How long the terminal's audit log is, and its last hash
         * @description The platform keeps the longest head that it heard of. `behind`: it knows of a longer log, so this one was cut
         *     off or put back. `contradicts`: it knows another hash for this very count.
         *
         *     The head is signed with a key that never leaves the terminal's machine (Ed25519, RFC 8032), over these lines,
         *     each ended by a line feed: `yimen audit head, suite 1`, `terminal`, `count`, `hash`, `at`. The platform keeps the
         *     first public key that a terminal tells, or the one it was given when the terminal was installed; another key, or
         *     a signature that is not true, is refused (`signature-refused`, 422), so that whoever has only the credential
         *     cannot speak for the log.
         */
        readonly post: operations["reportAuditHead"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Problem: {
            readonly type: string;
            readonly title: components["schemas"]["Line"];
            readonly status: number;
            readonly code: components["schemas"]["Code"];
            readonly detail?: string;
        };
        readonly Identifier: string;
        readonly Key: string;
        readonly TerminalId: string;
        readonly Code: string;
        readonly Sha256: string;
        /**
         * Format: date-time
         * @description UTC, to the second or finer.
         */
        readonly Instant: string;
        /**
         * Format: date
         * @description Of the hall.
         */
        readonly Day: string;
        /** @description Of the hall. */
        readonly Month: string;
        /** @description One line for a screen or paper, without control characters or changes of direction. */
        readonly Line: string;
        readonly LocalText: {
            readonly zh: components["schemas"]["Line"];
            readonly en: components["schemas"]["Line"];
        };
        readonly PdfBase64: string;
        readonly Catalogue: {
            readonly version: string;
            /**
             * @description The life situations (主题) by which people look for an item, in the order in which they are to be shown. One
             *     that no item names and that asks no question is not shown.
             */
            readonly topics?: readonly components["schemas"]["Topic"][];
            readonly items: readonly components["schemas"]["ServiceItem"][];
            /** @description Several items that are handed in together (一件事), in the order in which they are to be shown. */
            readonly packages?: readonly components["schemas"]["Package"][];
        };
        readonly Package: {
            /** @description Each once in a catalogue. */
            readonly code: string;
            readonly name: components["schemas"]["TopicName"];
            /** @description The `task_code` of each of its items, once and in the order in which they are done. The catalogue has them all. */
            readonly tasks: readonly string[];
            /** @description Codes of topics of this catalogue. */
            readonly situations?: readonly components["schemas"]["TopicCode"][] | null;
            /**
             * @description How the package is filed at a terminal as one application; without it, it is not. As `filing` of an item: the
             *     authority's joint form (多表合一), and besides `version`, a whole number that grows with the form, and
             *     `members`, for each item that is not handed in whatever is answered its `task` and `when` (`key` of a choice
             *     that must be made, `oneOf` its values), and `replaces`, keys of the items' own paper forms whose place it takes. The materials of the items are one set: the same `key` is the same
             *     paper, needed where one item needs it, given in the ways that suit all, owed as long as the strictest lets
             *     it be. It asks no less assurance than any of its items. One that is faulty, or whose items contradict each
             *     other, takes away only that the package is filed.
             */
            readonly filing?: unknown;
            /** @description What is done together, and for whom. */
            readonly explanation?: {
                readonly zh: string;
                readonly en?: string | null;
            } | null;
        };
        readonly Topic: {
            readonly code: components["schemas"]["TopicCode"];
            readonly name: components["schemas"]["TopicName"];
            readonly question?: components["schemas"]["Question1"];
        };
        /**
         * @description A question (情景引导) that narrows a situation down. Each answer leads either to items, by their `task_code` in
         *     this catalogue, or to a further question; at most six questions one after the other, and 500 answers in all of a
         *     situation.
         */
        readonly Question1: {
            readonly text: components["schemas"]["QuestionText"];
            readonly answers: readonly components["schemas"]["Answer1"][];
        };
        readonly Answer1: {
            readonly text: components["schemas"]["QuestionText"];
            readonly items?: components["schemas"]["AnswerItems"];
            readonly question?: components["schemas"]["Question2"];
        };
        readonly Question2: {
            readonly text: components["schemas"]["QuestionText"];
            readonly answers: readonly components["schemas"]["Answer2"][];
        };
        readonly Answer2: {
            readonly text: components["schemas"]["QuestionText"];
            readonly items?: components["schemas"]["AnswerItems"];
            readonly question?: components["schemas"]["Question3"];
        };
        readonly Question3: {
            readonly text: components["schemas"]["QuestionText"];
            readonly answers: readonly components["schemas"]["Answer3"][];
        };
        readonly Answer3: {
            readonly text: components["schemas"]["QuestionText"];
            readonly items?: components["schemas"]["AnswerItems"];
            readonly question?: components["schemas"]["Question4"];
        };
        readonly Question4: {
            readonly text: components["schemas"]["QuestionText"];
            readonly answers: readonly components["schemas"]["Answer4"][];
        };
        readonly Answer4: {
            readonly text: components["schemas"]["QuestionText"];
            readonly items?: components["schemas"]["AnswerItems"];
            readonly question?: components["schemas"]["Question5"];
        };
        readonly Question5: {
            readonly text: components["schemas"]["QuestionText"];
            readonly answers: readonly components["schemas"]["Answer5"][];
        };
        readonly Answer5: {
            readonly text: components["schemas"]["QuestionText"];
            readonly items?: components["schemas"]["AnswerItems"];
            readonly question?: components["schemas"]["Question6"];
        };
        readonly Question6: {
            readonly text: components["schemas"]["QuestionText"];
            readonly answers: readonly components["schemas"]["Answer6"][];
        };
        readonly Answer6: {
            readonly text: components["schemas"]["QuestionText"];
            readonly items?: components["schemas"]["AnswerItems"];
        };
        readonly AnswerItems: readonly string[];
        readonly QuestionText: {
            readonly zh: string;
            readonly en?: string | null;
        };
        readonly TopicName: {
            readonly zh: string;
            readonly en?: string | null;
        };
        readonly TopicCode: string;
        /**
         * @description A service item (事项) with its twelve elements. Names are those of the national upload tables; what is not
         *     required may be left out or null, and the guide then says so. Any further column may stand there too.
         */
        readonly ServiceItem: {
            readonly catalog_code: string;
            /**
             * @description 18 of the body's unified social credit code (GB 32100, its check digits right), 1 digit of its level, and the
             *     12 of `catalog_code`.
             */
            readonly task_code: string;
            readonly task_handle_item?: string | null;
            readonly local_catalog_code?: components["schemas"]["Column"];
            readonly local_task_code?: components["schemas"]["Column"];
            readonly task_name: string;
            readonly task_version: number;
            /** @description As `01` 行政许可. */
            readonly task_type?: string | null;
            readonly by_law?: components["schemas"]["Lines"];
            /** @description As `4` 县. */
            readonly use_level?: string | null;
            readonly power_source?: components["schemas"]["Column"];
            readonly dept_name: string;
            readonly dept_code?: components["schemas"]["Column"];
            readonly dept_type?: components["schemas"]["Column"];
            readonly entrust_name?: components["schemas"]["Column"];
            readonly handle_area?: components["schemas"]["Column"];
            readonly anticipate_day?: components["schemas"]["Time"];
            readonly anticipate_type?: components["schemas"]["TimeUnit"];
            readonly anticipate_explain?: components["schemas"]["Lines"];
            readonly promise_day?: components["schemas"]["Time"];
            readonly promise_type?: components["schemas"]["TimeUnit"];
            readonly promise_explain?: components["schemas"]["Lines"];
            readonly handle_flow?: components["schemas"]["Lines"];
            readonly handle_type?: components["schemas"]["Column"];
            readonly limit_scene_num?: number | null;
            readonly accept_condition?: components["schemas"]["Lines"];
            readonly material?: readonly components["schemas"]["Material"][] | null;
            readonly is_fee?: components["schemas"]["YesOrNo"];
            readonly fee_basis?: components["schemas"]["Lines"];
            readonly fee?: readonly components["schemas"]["Fee"][] | null;
            readonly result_type?: components["schemas"]["Column"];
            readonly result_name?: components["schemas"]["Column"];
            readonly user_topic_type?: components["schemas"]["Topics"];
            readonly corp_topic_type?: components["schemas"]["Topics"];
            readonly link_way?: components["schemas"]["Column"];
            readonly supervise_way?: components["schemas"]["Column"];
            readonly transact_addr?: components["schemas"]["Lines"];
            readonly transact_time?: components["schemas"]["Lines"];
            /** @description Names in English where the authority wrote them; no column of the national tables. */
            readonly english?: {
                readonly task_name?: components["schemas"]["Column"];
                readonly dept_name?: components["schemas"]["Column"];
                readonly result_name?: components["schemas"]["Column"];
            } | null;
            /**
             * @description How the item is filed at a terminal; without it, or with `is_service_terminals` of `0`, it is not. An object:
             *     `schema`, a JSON Schema (2020-12) of the answers: an object whose properties are strings (`minLength`,
             *     `maxLength`, `pattern` from ^ to $, `enum`, `format` date), numbers and integers (`minimum`, `maximum`), the
             *     boolean `const: true` of a consent, the bare object of a signature, and arrays of an enum or of flat objects
             *     (a table, `maxItems` at most 50); no `$ref`. `pages`, each a bilingual `title` and `fields`; a field has
             *     `key`, `kind` (text, number, money, date, choice, region, id-number, credit-code, phone, table, consent,
             *     signature), `label`, `hint`, `from` (a fact of the `card` or the `applicant`: name, number, sex, birth,
             *     nation, address, of a permanent resident english-name and nationality, and where the terminal has the vendor's library for
             *     social-security cards insurance-number (医保个人编号) and insured-in (参保地, six digits), as `card.name`; a field of an
             *     e-licence, as `licence:MARRIAGE-CERTIFICATE.spouse-name`; a field before it, as `answer:address`; `session.phone`, the
             *     number that answered a code), `editable`, `means` (a word for what it means: the answer is offered again to a field of the next application in the same session
             *     that has the same word), `when` (`key` of a choice before it, `oneOf` its values), and
             *     by its kind `lines`, `mask` (`name`: somebody's, shown in part), `unit`, `earliest` and `latest` (a day, or `today-18y`), `choices`, `regions`,
             *     `proven`, `columns` or `text`. `applicants` (self, person, company), `assurance` (as certificates) and
             *     `expired_card` (accepted or refused: a card whose last day is past; refused where it does not say) and
             *     `social_card` (in the same way: a social-security card in place of the ID card). At most 200 fields and columns, 2,000 options and 5,000 regions a field. A form that is none takes away only
             *     that the item is filed. Each of the item's materials then has `key`, `ways` (licence, camera, phone, window; not `phone` alone),
             *     `licence_type` where a licence will do, `owed_days` where it may be owed (容缺), `applicants` where not all
             *     bring it, `authorises: true` where it is the authorisation (授权委托书) of whoever files for another, and
             *     `english.material_name`.
             */
            readonly filing?: unknown;
        };
        /** @description One of the papers that are asked for, with its form and a filled specimen. */
        readonly Material: {
            readonly material_name: string;
            readonly material_type?: components["schemas"]["Column"];
            readonly material_format?: components["schemas"]["Column"];
            /** @description How many of it; 0 is looked at and given back. */
            readonly page_num?: number | null;
            readonly is_need?: components["schemas"]["YesOrNo"];
            readonly source_type?: components["schemas"]["Column"];
            readonly source_explain?: components["schemas"]["Lines"];
            readonly fill_explain?: components["schemas"]["Lines"];
            readonly accept_stand?: components["schemas"]["Lines"];
            readonly by_law?: components["schemas"]["Lines"];
            readonly order_num?: number | null;
            readonly form_guid?: components["schemas"]["Column"];
            readonly example_guid?: components["schemas"]["Column"];
        };
        readonly Fee: {
            readonly fee_name: string;
            readonly fee_stand?: components["schemas"]["Column"];
            readonly by_law?: components["schemas"]["Lines"];
            readonly is_desc?: components["schemas"]["YesOrNo"];
            readonly desc_explain?: components["schemas"]["Lines"];
        };
        readonly Column: string | null;
        /** @description Each line is one step, one condition or one law. */
        readonly Lines: string | null;
        /**
         * @description 0 is no.
         * @enum {unknown}
         */
        readonly YesOrNo: "0" | "1" | null;
        /** @description 0 is at once. */
        readonly Time: number | null;
        /**
         * @description Without one they are working days.
         * @enum {unknown}
         */
        readonly TimeUnit: "working-day" | "day" | "hour" | null;
        readonly Topics: readonly components["schemas"]["TopicCode"][] | null;
        /** @description Whoever stands in front of the terminal, as the card's chip says. */
        readonly Person: {
            readonly document: components["schemas"]["DocumentKind"];
            readonly number: components["schemas"]["PersonNumber"];
            readonly name: components["schemas"]["PersonName"];
        };
        /** @description As the hall's file has it. */
        readonly HallCode: string;
        readonly Appointment: {
            readonly id: components["schemas"]["Identifier"];
            /** @description The letter of its numbers in the hall's file. */
            readonly business: string;
            readonly slotFrom: components["schemas"]["Instant"];
            readonly slotTo: components["schemas"]["Instant"];
            /** @enum {unknown} */
            readonly state: "booked" | "taken";
        };
        /**
         * @description 居民身份证, 港澳台居民居住证, 外国人永久居留身份证.
         * @enum {unknown}
         */
        readonly DocumentKind: "resident-card" | "residence-permit" | "permanent-resident-card";
        readonly PersonNumber: string;
        readonly PersonName: string;
        /**
         * @description How surely this is that person: `card` (read from the chip; it may have been found), with a code sent to the
         *     person's phone, with the face compared, or confirmed by a clerk. A number that was typed is no assurance and
         *     cannot be stated here. `proof` is what the platform gave when it confirmed; it is of one person and lives for 15
         *     minutes.
         */
        readonly Assurance: {
            /** @constant */
            readonly level: "card";
            readonly laid?: components["schemas"]["LaidCard"];
        } | {
            /** @enum {unknown} */
            readonly level: "card+sms" | "card+face";
            readonly proof: components["schemas"]["Identifier"];
            readonly laid?: components["schemas"]["LaidCard"];
        } | {
            /** @constant */
            readonly level: "clerk";
            readonly laid?: components["schemas"]["LaidCard"];
            /** @description The name that the hall gave the clerk who looked at card and person. */
            readonly clerk: string;
        };
        /**
         * @description Which card the person put in, where it was not the document that is named: a social-security card (社会保障卡),
         *     whose number is that of its holder's ID card. Absent: the document itself. The chip of a social-security card
         *     shows number and name to anybody and proves nothing by that; a platform for which this is not enough answers
         *     `assurance-too-low`.
         * @enum {unknown}
         */
        readonly LaidCard: "social-card";
        /** @enum {unknown} */
        readonly AssuranceLevel: "card" | "card+sms" | "card+face" | "clerk";
        readonly PersonQuestion: {
            readonly person: components["schemas"]["Person"];
            readonly assurance: components["schemas"]["Assurance"];
        };
        readonly Verification: {
            readonly id: components["schemas"]["Identifier"];
            /** @description Masked, as `138****0000`. */
            readonly phone: string;
            /** @description How long the code is. */
            readonly digits: number;
            readonly expiresAt: components["schemas"]["Instant"];
            readonly resendAfterSeconds: number;
        };
        readonly VerificationCheck: {
            /** @constant */
            readonly outcome: "confirmed";
            readonly proof: components["schemas"]["Identifier"];
            readonly expiresAt: components["schemas"]["Instant"];
        } | {
            /** @constant */
            readonly outcome: "wrong";
            readonly attemptsLeft: number;
        } | {
            /** @constant */
            readonly outcome: "ended";
            /** @enum {unknown} */
            readonly reason: "wrong-codes" | "expired" | "replaced";
        };
        readonly FaceComparison: {
            /** @constant */
            readonly match: true;
            readonly proof: components["schemas"]["Identifier"];
            readonly expiresAt: components["schemas"]["Instant"];
        } | {
            /** @constant */
            readonly match: false;
            /** @description 0 leaves SMS and the window. */
            readonly attemptsLeft: number;
        };
        readonly CertificateList: {
            readonly certificates: readonly components["schemas"]["Certificate"][];
        };
        /** @description 参保缴费证明, 个人所得税纳税清单, 不动产信息查询结果, 无犯罪记录证明, 电子证照加注件; a platform may have more. */
        readonly CertificateKind: components["schemas"]["Code"];
        readonly Certificate: {
            readonly id: components["schemas"]["Identifier"];
            readonly kind: components["schemas"]["CertificateKind"];
            readonly title: components["schemas"]["LocalText"];
            readonly issuer: components["schemas"]["LocalText"];
            /** @description Each of these opens it. */
            readonly assurance: readonly components["schemas"]["AssuranceLevel"][];
            readonly period: components["schemas"]["PeriodRule"];
            /** @description What it may be for (用途); none, and it is not asked. */
            readonly purposes: readonly {
                readonly code: components["schemas"]["Code"];
                readonly name: components["schemas"]["LocalText"];
            }[];
            /** @description How many at once. */
            readonly copies: {
                readonly most: number;
            };
            /** @description How many in the calendar year; absent where nobody counts. */
            readonly yearly?: {
                readonly limit: number;
                readonly used: number;
            };
        };
        /** @description Which time a certificate can be of. `months` is chosen by the person, first and last month included. */
        readonly PeriodRule: {
            /** @constant */
            readonly kind: "none";
        } | {
            /** @constant */
            readonly kind: "months";
            readonly earliest: components["schemas"]["Month"];
            readonly latest: components["schemas"]["Month"];
            /** @description Months at once. */
            readonly most: number;
        };
        readonly Period: {
            readonly from: components["schemas"]["Month"];
            readonly to: components["schemas"]["Month"];
        };
        readonly ContentQuestion: {
            readonly person: components["schemas"]["Person"];
            readonly assurance: components["schemas"]["Assurance"];
            readonly period?: components["schemas"]["Period"];
            readonly purpose?: components["schemas"]["Code"];
        };
        readonly Content: components["schemas"]["FinishedContent"] | components["schemas"]["ComposedContent"];
        readonly FinishedContent: {
            /** @constant */
            readonly kind: "finished";
            readonly of: components["schemas"]["Person"];
            readonly pdf: {
                /** @description Below the base address of this API, so that no other place is ever sent the credential. */
                readonly url: string;
                readonly sha256: components["schemas"]["Sha256"];
                readonly bytes: number;
                readonly pages: number;
            };
        };
        readonly ComposedContent: {
            /** @constant */
            readonly kind: "composed";
            readonly of: components["schemas"]["Person"];
            /** @description By the name that the terminal has for it. */
            readonly template: components["schemas"]["Code"];
            /** @description Each by the name that the template has for it, written as it is to stand on the paper. */
            readonly fields: {
                readonly [key: string]: components["schemas"]["PaperText"];
            };
            /** @description Each by the name that the template has for it. */
            readonly tables: {
                readonly [key: string]: {
                    readonly rows: readonly components["schemas"]["Row"][];
                    /** @description The last row, where the template has one; added up by whoever issues the certificate. */
                    readonly total?: components["schemas"]["Row"];
                };
            };
            readonly validUntil?: components["schemas"]["Day"];
            /**
             * @description It counts with the authority's seal only: the terminal has what it composed sealed (`sealDocument`), and
             *     prints that.
             */
            readonly seal?: boolean;
        };
        /** @description Its columns by the names that the template has for them. */
        readonly Row: {
            readonly [key: string]: components["schemas"]["PaperText"];
        };
        readonly PaperText: string;
        /** @description What a person wrote; new lines are kept. */
        readonly FormText: string;
        readonly CertificateNumber: string;
        /** @description For a person to type, without 0, O, 1 and I; the last character checks the others. */
        readonly VerificationCode: string;
        readonly Authorisation: {
            readonly id: components["schemas"]["Identifier"];
            readonly number: components["schemas"]["CertificateNumber"];
            readonly code: components["schemas"]["VerificationCode"];
            readonly verifyUrl: string;
            readonly issuedAt: components["schemas"]["Instant"];
            readonly validUntil?: components["schemas"]["Day"];
            readonly yearlyLeft?: number;
        };
        /**
         * @description The middle of the room that the document has for a seal, in points (1/72 inch) from the lower left corner of the
         *     page; absent where it has none.
         */
        readonly SealPlace: {
            /** @description Counted from 1. */
            readonly page: number;
            readonly x: number;
            readonly y: number;
        };
        readonly SealedDocument: {
            readonly pdf: components["schemas"]["PdfBase64"];
            readonly sha256: components["schemas"]["Sha256"];
            readonly seal: {
                readonly name: components["schemas"]["Line"];
                readonly number: string;
                readonly at: components["schemas"]["Instant"];
            };
        };
        readonly PaperTruth: {
            /** @enum {unknown} */
            readonly outcome: "genuine" | "revoked" | "expired";
            readonly title: components["schemas"]["LocalText"];
            readonly issuer: components["schemas"]["LocalText"];
            /** @description Masked, as `张*`. */
            readonly holder: components["schemas"]["Line"];
            readonly issuedAt: components["schemas"]["Instant"];
            readonly validUntil?: components["schemas"]["Day"];
            /** @description Of the file that was printed. */
            readonly sha256?: components["schemas"]["Sha256"];
        } | {
            /** @constant */
            readonly outcome: "unknown";
        };
        /** @description GB 32100, without I, O, S, V and Z. */
        readonly CreditCode: string;
        readonly FoundCompany: {
            /** @constant */
            readonly outcome: "known";
            readonly name: components["schemas"]["Line"];
            /**
             * @description `active` 存续, `revoked` 吊销 (its licence was taken away), `cancelled` 注销 (it is no more).
             * @enum {unknown}
             */
            readonly state: "active" | "revoked" | "cancelled";
        } | {
            /** @constant */
            readonly outcome: "unknown";
        };
        readonly VerifiedCode: {
            /** @constant */
            readonly outcome: "person";
            readonly person: components["schemas"]["Person"];
            /** @enum {unknown} */
            readonly assurance: "card" | "typed";
        } | {
            /** @constant */
            readonly outcome: "refused";
            /**
             * @description `expired`: its minute is over. `used`: it was shown somewhere before.
             * @enum {unknown}
             */
            readonly reason: "expired" | "used";
        } | {
            /** @constant */
            readonly outcome: "unknown";
        };
        readonly LicenceQuestion: {
            readonly person: components["schemas"]["Person"];
            readonly assurance: components["schemas"]["Assurance"];
            /** @description Which fields of which kind of licence; without it none are told. */
            readonly wanted?: readonly {
                /** @description 电子证照类型代码 */
                readonly type: string;
                readonly fields: readonly components["schemas"]["Code"][];
            }[];
            readonly behalf?: components["schemas"]["Behalf"];
        };
        /** @description For whom the person acts, in which matters, and by what. */
        readonly Behalf: {
            /** @description Never `self`. */
            readonly applicant: components["schemas"]["Applicant"];
            readonly task_codes: readonly string[];
            /**
             * @description The pages of the authorisation (授权委托书) that the terminal was given, by their SHA-256. These pictures stand
             *     byte for byte in the document that comes with the filing, so that it can be seen afterwards by what a
             *     question was asked.
             */
            readonly authorisation: readonly components["schemas"]["Sha256"][];
        };
        readonly LicenceList: {
            readonly licences: readonly {
                readonly id: components["schemas"]["Identifier"];
                /** @description 电子证照类型代码 */
                readonly type: string;
                readonly title: components["schemas"]["LocalText"];
                /** @description Masked. */
                readonly number: components["schemas"]["Line"];
                readonly validUntil?: components["schemas"]["Day"];
                /**
                 * @description One that is not valid fills in nothing and does for no material; without it, it is valid.
                 * @enum {unknown}
                 */
                readonly state?: "valid" | "expired" | "withdrawn";
                /** @description Those that were asked for and that it has, as text; a day is `1949-12-31`, a choice its code. */
                readonly fields?: {
                    readonly [key: string]: string;
                };
            }[];
        };
        readonly Upload: {
            /** @description Bytes from the beginning. */
            readonly received: number;
            /** @description All are there, and they are those of the SHA-256. */
            readonly complete: boolean;
            /** @description Pages that the platform found in it, once it is complete and if it is a PDF that can be read. */
            readonly pages?: number;
        };
        readonly PhoneUploadWish: {
            /** @description The name of the paper, as the page says it. */
            readonly paper: components["schemas"]["LocalText"];
            readonly kinds: readonly ("jpeg" | "png" | "pdf")[];
            /** @description At most so many at a time. */
            readonly files: number;
            /** @description Of one file. */
            readonly fileBytes: number;
            /** @description Of all at a time. */
            readonly allBytes: number;
            /** @description For which it is open. */
            readonly minutes: number;
        };
        readonly PhoneUpload: {
            readonly id: components["schemas"]["Identifier"];
            /** @description Below the public address. */
            readonly path: string;
            readonly until: components["schemas"]["Instant"];
        };
        readonly PhoneUploadState: {
            /**
             * @description `sent`: the files are all there; `over`: settled, or the time is over.
             * @enum {unknown}
             */
            readonly state: "waiting" | "opened" | "sent" | "over";
            /** @description In the order in which they were chosen; none but in `sent`. */
            readonly files: readonly {
                readonly id: components["schemas"]["Identifier"];
                readonly bytes: number;
                readonly sha256: components["schemas"]["Sha256"];
            }[];
        };
        readonly PhoneUploadOutcome: {
            /** @enum {unknown} */
            readonly outcome: "taken" | "closed";
        } | {
            /** @constant */
            readonly outcome: "again";
            readonly refused: readonly {
                readonly id: components["schemas"]["Identifier"];
                readonly reason: components["schemas"]["PhoneFileFault"];
            }[];
        };
        /**
         * @description `unknown-kind`: no JPEG, PNG or PDF, whatever it is called; `encrypted` and `active`: a PDF that asks for a password,
         *     or holds scripts or other files.
         * @enum {unknown}
         */
        readonly PhoneFileFault: "unknown-kind" | "too-large" | "too-small" | "damaged" | "encrypted" | "active" | "too-many-pages";
        readonly Filing: {
            readonly terminal: components["schemas"]["TerminalId"];
            /** @description 回执号 */
            readonly receipt: components["schemas"]["ReceiptNumber"];
            /** @description Whoever has it holds the receipt. */
            readonly code: components["schemas"]["ReceiptCode"];
            readonly item: components["schemas"]["FiledItem"] | components["schemas"]["FiledPackage"];
            /** @description Whose card it was. */
            readonly person: components["schemas"]["Person"];
            readonly assurance: components["schemas"]["Assurance"];
            readonly applicant: components["schemas"]["Applicant"];
            /** @description Answers by the keys of their fields. */
            readonly form: {
                readonly [key: string]: components["schemas"]["FormAnswer"];
            };
            readonly materials: readonly components["schemas"]["FiledMaterial"][];
            /** @description When the person signed it, which may be days before it could be sent. */
            readonly filedAt: components["schemas"]["Instant"];
        };
        readonly FiledItem: {
            readonly task_code: components["schemas"]["TaskCode"];
            readonly task_version: components["schemas"]["TaskVersion"];
            readonly catalogue: components["schemas"]["CheckedBy"];
        };
        /**
         * @description Several items handed in together (一件事) with one form and one set of materials. The platform makes one case of
         *     each member, under a 办件编号 of its own; each is accepted or not by its own authority.
         */
        readonly FiledPackage: {
            /** @description Its code in the catalogue. */
            readonly package: string;
            /** @description Of the joint form. */
            readonly version: components["schemas"]["TaskVersion"];
            readonly catalogue: components["schemas"]["CheckedBy"];
            /** @description Those that the answers chose, in their order, each once. */
            readonly members: readonly {
                readonly task_code: components["schemas"]["TaskCode"];
                readonly task_version: components["schemas"]["TaskVersion"];
                /** @description Keys of the materials of this filing that it wants. */
                readonly materials: readonly components["schemas"]["MaterialKey"][];
            }[];
        };
        readonly TaskCode: string;
        readonly TaskVersion: number;
        /** @description The version of the catalogue by which it was checked. */
        readonly CheckedBy: string;
        readonly Supplement: {
            readonly terminal: components["schemas"]["TerminalId"];
            /** @description Its own number (回执号). */
            readonly receipt: components["schemas"]["ReceiptNumber"];
            /** @description Whoever has it holds the receipt. */
            readonly code: components["schemas"]["ReceiptCode"];
            /** @description 办件编号 */
            readonly filing: components["schemas"]["Identifier"];
            /** @description As the progress told it. */
            readonly askedAt: components["schemas"]["Instant"];
            /** @description Whose card it was. */
            readonly person: components["schemas"]["Person"];
            readonly assurance: components["schemas"]["Assurance"];
            readonly materials: readonly components["schemas"]["FiledMaterial"][];
            /** @description When the person handed it in, which may be days before it could be sent. */
            readonly filedAt: components["schemas"]["Instant"];
        };
        /** @description In whose name. */
        readonly Applicant: {
            /** @constant */
            readonly kind: "self";
        } | {
            /** @constant */
            readonly kind: "person";
            readonly name: string;
            readonly number: string;
        } | {
            /** @constant */
            readonly kind: "company";
            readonly name: string;
            readonly code: string;
        };
        readonly FormAnswer: components["schemas"]["FormValue"] | readonly {
            readonly [key: string]: components["schemas"]["FormValue"];
        }[] | {
            readonly strokes: readonly (readonly (readonly number[])[])[];
            readonly png: string;
        };
        readonly FormValue: components["schemas"]["FormText"] | number | boolean | readonly components["schemas"]["FormText"][];
        readonly FiledMaterial: {
            readonly key: components["schemas"]["MaterialKey"];
            readonly name: components["schemas"]["MaterialName"];
            /** @constant */
            readonly way: "licence";
            readonly licence: {
                readonly id: components["schemas"]["Identifier"];
                readonly title: components["schemas"]["LocalText"];
                /** @description Masked. */
                readonly number: components["schemas"]["Line"];
            };
        } | {
            readonly key: components["schemas"]["MaterialKey"];
            readonly name: components["schemas"]["MaterialName"];
            /** @constant */
            readonly way: "camera";
            readonly document: components["schemas"]["UploadedDocument"];
        } | {
            readonly key: components["schemas"]["MaterialKey"];
            readonly name: components["schemas"]["MaterialName"];
            /**
             * @description Sent from the person's own phone and looked at by the terminal.
             * @constant
             */
            readonly way: "phone";
            /** @description Files that were uploaded, in their order; pictures carry nothing but the image and which side is up. */
            readonly pages: readonly {
                readonly sha256: components["schemas"]["Sha256"];
                readonly bytes: number;
                /** @enum {unknown} */
                readonly type: "image/jpeg" | "image/png" | "application/pdf";
            }[];
        } | {
            readonly key: components["schemas"]["MaterialKey"];
            readonly name: components["schemas"]["MaterialName"];
            /**
             * @description It is brought to the window.
             * @constant
             */
            readonly way: "window";
        } | {
            readonly key: components["schemas"]["MaterialKey"];
            readonly name: components["schemas"]["MaterialName"];
            /**
             * @description 容缺
             * @constant
             */
            readonly way: "owed";
            readonly until: components["schemas"]["Day"];
        };
        /**
         * @description All pages of a material in their order as one PDF 1.4, which was uploaded: on each page one JPEG, as the camera
         *     took it (DCTDecode), on a page of its proportions that is as large as fits on A4. No script, no text, no metadata
         *     but the producer; the same pages are the same bytes.
         */
        readonly UploadedDocument: {
            readonly sha256: components["schemas"]["Sha256"];
            readonly bytes: number;
            readonly pages: number;
        };
        readonly MaterialKey: string;
        readonly MaterialName: string;
        readonly FilingReceipt: {
            /** @description 办件编号; of a package, under which the platform keeps it whole. */
            readonly id: components["schemas"]["Identifier"];
            readonly receivedAt: components["schemas"]["Instant"];
            /** @constant */
            readonly state: "received";
            /** @description Of a package, one for each member, in their order. */
            readonly cases?: readonly {
                readonly task_code: components["schemas"]["TaskCode"];
                /** @description 办件编号 */
                readonly id: components["schemas"]["Identifier"];
            }[];
        };
        readonly SupplementReceipt: {
            readonly id: components["schemas"]["Identifier"];
            readonly receivedAt: components["schemas"]["Instant"];
            /** @description Of the filing. */
            readonly state: components["schemas"]["FilingState"];
        };
        readonly ProgressList: {
            readonly of: components["schemas"]["Person"];
            readonly filings: readonly components["schemas"]["FilingProgress"][];
        };
        /**
         * @description `received` 已收件: whether it is accepted is decided later. `supplement` 补正: the authority waits for the person.
         *     `accepted` 已受理, `in-progress` 办理中, `finished` 已办结, whatever its outcome. `not-accepted` 不予受理,
         *     `returned` 退件.
         * @enum {unknown}
         */
        readonly FilingState: "received" | "supplement" | "accepted" | "not-accepted" | "in-progress" | "finished" | "returned";
        readonly FilingProgress: {
            /** @description 办件编号 */
            readonly id: components["schemas"]["Identifier"];
            readonly title: components["schemas"]["LocalText"];
            /** @description Who decides. */
            readonly authority: components["schemas"]["LocalText"];
            /** @description Each of these opens it. */
            readonly assurance: readonly components["schemas"]["AssuranceLevel"][];
            readonly filedAt: components["schemas"]["Instant"];
            readonly state: components["schemas"]["FilingState"];
            /** @description When it was accepted (受理), from when the promised time runs; absent until then. */
            readonly acceptedAt?: components["schemas"]["Instant"];
            /** @description Working days that the authority promises (承诺时限); 0 is at once. */
            readonly promisedDays?: number;
            /** @description The last day of the promised time as the authority counts it. */
            readonly promisedBy?: components["schemas"]["Day"];
            /** @description What has happened, the oldest first. */
            readonly steps: readonly {
                readonly name: components["schemas"]["LocalText"];
                readonly at: components["schemas"]["Instant"];
                readonly note?: components["schemas"]["Line"];
            }[];
            /** @description Special procedures (特别程序), whose time is not counted; one without `until` goes on. */
            readonly specials?: readonly {
                readonly name: components["schemas"]["LocalText"];
                readonly reason?: components["schemas"]["Line"];
                readonly from: components["schemas"]["Instant"];
                readonly until?: components["schemas"]["Instant"];
            }[];
            /** @description What the authority asked for (补正告知), all at once; while the state is `supplement`. */
            readonly supplement?: {
                readonly askedAt: components["schemas"]["Instant"];
                /** @description The last day. */
                readonly by: components["schemas"]["Day"];
                readonly items: readonly {
                    readonly key: components["schemas"]["MaterialKey"];
                    readonly name: components["schemas"]["Line"];
                    readonly why?: components["schemas"]["Line"];
                    /** @description How it may be given; `licence` only where `licenceType` says which, `phone` never alone. */
                    readonly ways: readonly ("licence" | "camera" | "phone" | "window")[];
                    /** @description 电子证照类型代码 */
                    readonly licenceType?: string;
                }[];
                /** @description The window that takes it. */
                readonly where: components["schemas"]["LocalText"];
            };
            /** @description How it ended; once it is `finished`. */
            readonly result?: {
                /**
                 * @description `ended` 终止, as by withdrawal.
                 * @enum {unknown}
                 */
                readonly outcome: "granted" | "refused" | "ended";
                readonly at: components["schemas"]["Instant"];
                /** @description What is given out. */
                readonly name?: components["schemas"]["LocalText"];
                /** @description How it is had. `print` is on a terminal, among the certificates of that person. */
                readonly ways: readonly ({
                    /** @constant */
                    readonly kind: "print";
                } | {
                    /** @constant */
                    readonly kind: "collect";
                    readonly where: components["schemas"]["LocalText"];
                    readonly hours?: components["schemas"]["LocalText"];
                    readonly bring: readonly components["schemas"]["Line"][];
                    readonly until?: components["schemas"]["Day"];
                })[];
            };
            /** @description Why it was not accepted, returned or refused, and where one may object. */
            readonly refusal?: {
                readonly reason: components["schemas"]["Line"];
                /** @description 文书编号 */
                readonly document?: components["schemas"]["Line"];
                readonly objections: readonly {
                    /** @description As 行政复议. */
                    readonly way: components["schemas"]["LocalText"];
                    readonly to: components["schemas"]["LocalText"];
                    readonly within: components["schemas"]["LocalText"];
                }[];
            };
            /** @description What the person reported as wrong (纠错), and what the authority answered. */
            readonly disputes?: readonly {
                readonly what: components["schemas"]["DisputedMatter"];
                readonly at: components["schemas"]["Instant"];
                readonly answer?: components["schemas"]["Line"];
            }[];
        };
        /**
         * @description The filing is not this person's; its step, a date or its result is wrong; what is asked for was given already;
         *     something else.
         * @enum {unknown}
         */
        readonly DisputedMatter: "not-mine" | "wrong-step" | "wrong-date" | "already-given" | "wrong-result" | "other";
        /** @description 回执号 */
        readonly ReceiptNumber: string;
        /** @description As on certificates, without 0, O, 1 and I. */
        readonly ReceiptCode: string;
        readonly ReceiptStatus: {
            /** @constant */
            readonly outcome: "known";
            /** @description Of a package, of the case that waits for the person, or else of the one that has come least far. */
            readonly state: components["schemas"]["FilingState"];
            /** @description Of a package, how many cases it became. */
            readonly cases?: number;
            readonly filedAt: components["schemas"]["Instant"];
            readonly acceptedAt?: components["schemas"]["Instant"];
            readonly promisedBy?: components["schemas"]["Day"];
            readonly supplementBy?: components["schemas"]["Day"];
            /** @description Since when a special procedure has stopped the clock; absent when none does. */
            readonly stoppedAt?: components["schemas"]["Instant"];
            readonly finishedAt?: components["schemas"]["Instant"];
        } | {
            /** @constant */
            readonly outcome: "unknown";
        };
        readonly Evaluation: {
            readonly terminal: components["schemas"]["TerminalId"];
            readonly about: {
                /** @enum {unknown} */
                readonly kind: "ticket" | "certificate" | "filing" | "visit";
                readonly id: components["schemas"]["Identifier"];
            };
            /** @description 5 非常满意 to 1 非常不满意. */
            readonly level: number;
            /** @description Codes of the national evaluation page; the first digit is the level. */
            readonly reasons: readonly string[];
            readonly text: string;
            readonly appendOf?: components["schemas"]["Identifier"];
            readonly at: components["schemas"]["Instant"];
        };
        readonly Health: {
            readonly version: string;
            readonly uptimeSeconds: number;
            readonly devices: {
                readonly [key: string]: {
                    readonly state: string;
                    readonly detail: string;
                    readonly ticketsLeft?: number;
                };
            };
            readonly outbox: {
                readonly waiting: number;
                readonly oldestSeconds: number;
                readonly shelf: number;
            };
            readonly ledger: {
                readonly ok: boolean;
            };
            readonly catalogue?: string;
            readonly at: components["schemas"]["Instant"];
        };
        readonly Event: {
            readonly id: components["schemas"]["Identifier"];
            /** @description What it is about; events of one subject are taken in order. */
            readonly subject: string;
            /** @description As `ticket.issued`, whose payload names the `appointment` for which the number was taken, where it was for one. */
            readonly kind: string;
            readonly at: components["schemas"]["Instant"];
            readonly payload: {
                readonly [key: string]: string | number | boolean | null;
            };
        };
        /** @description The payload of `sheet.settled` of a copy of a certificate. */
        readonly CertificateSettled: {
            readonly sheet: components["schemas"]["Identifier"];
            /** @description The key of its authorisation. */
            readonly certificate: components["schemas"]["Key"];
            /** @enum {unknown} */
            readonly state: "printed" | "sent" | "failed" | "unknown";
            /** @description Why it failed, or is unknown; `not-possible` where a printer cannot confirm what was sent. */
            readonly detail: components["schemas"]["Code"] | null;
            /** @description Of the file that went to the printer, the seal in it; null where none was made. */
            readonly sha256: components["schemas"]["Sha256"] | null;
            readonly pages: number | null;
            /** @description The key of the spoiled copy in whose place it was made. */
            readonly replaces: components["schemas"]["Key"] | null;
        };
        /** @description The payload of `sheet.decided` of a copy of a certificate. */
        readonly CertificateDecided: {
            readonly sheet: components["schemas"]["Identifier"];
            /** @description The key of its authorisation. */
            readonly certificate: components["schemas"]["Key"];
            /** @enum {unknown} */
            readonly decision: "came-out" | "spoiled" | "void";
            /** @description Why it is of no use, `torn`. */
            readonly reason: components["schemas"]["Code"] | null;
        };
        /** @description The payload of `progress.disputed`. */
        readonly ProgressDisputed: {
            /** @description The key of the report. */
            readonly dispute: components["schemas"]["Key"];
            readonly filing: components["schemas"]["Identifier"];
            readonly what: components["schemas"]["DisputedMatter"];
        };
        readonly EventResult: {
            readonly id: components["schemas"]["Identifier"];
            /** @enum {unknown} */
            readonly outcome: "taken" | "known" | "refused" | "later";
            /** @description Why it was refused or put off. */
            readonly problem?: {
                readonly code: components["schemas"]["Code"];
                readonly title: components["schemas"]["Line"];
            };
        };
        readonly AuditCount: number;
        readonly AuditHash: string;
    };
    responses: {
        /** @description It was not done, and why (RFC 9457). */
        readonly Problem: {
            headers: {
                readonly Date: components["headers"]["Date"];
                /** @description Seconds, with 409 `in-progress`, 429 and 503. */
                readonly "Retry-After"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        readonly Terminal: components["schemas"]["TerminalId"];
        /** @description One key for each act, made and kept by the terminal before it asks. */
        readonly IdempotencyKey: components["schemas"]["Key"];
        readonly Id: components["schemas"]["Identifier"];
    };
    requestBodies: never;
    headers: {
        /** @description When the platform answered, to the second (RFC 9110, section 5.6.7). */
        readonly Date: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly readCatalogue: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                /** @description The ETag of the catalogue that the terminal has. */
                readonly "If-None-Match"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A catalogue that the terminal does not have. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly ETag: string;
                    /** @description 64 bytes in base64 (RFC 4648, section 4). */
                    readonly "Yimen-Signature": string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Catalogue"];
                };
            };
            /** @description The terminal has the newest catalogue. */
            readonly 304: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly readCatalogueFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The picture. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/png": string;
                    readonly "image/jpeg": string;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listCertificates: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PersonQuestion"];
            };
        };
        readonly responses: {
            /** @description The certificates, in the order in which they are to be shown. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CertificateList"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly startVerification: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                /** @description One key for each act, made and kept by the terminal before it asks. */
                readonly "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly person: components["schemas"]["Person"];
                    readonly phone?: string;
                };
            };
        };
        readonly responses: {
            /** @description The code is on its way. */
            readonly 201: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Verification"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly checkVerification: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                /** @description One key for each act, made and kept by the terminal before it asks. */
                readonly "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly code: string;
                };
            };
        };
        readonly responses: {
            /** @description What the comparison gave. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["VerificationCheck"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly compareFace: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                /** @description One key for each act, made and kept by the terminal before it asks. */
                readonly "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly person: components["schemas"]["Person"];
                    /** @description One frame of the camera, JPEG in base64. */
                    readonly frame: string;
                    readonly cardPhoto: {
                        /**
                         * @description `wlt` is the picture as the card holds it, 1024 bytes.
                         * @enum {unknown}
                         */
                        readonly format: "wlt" | "jpeg";
                        readonly content: string;
                    };
                };
            };
        };
        readonly responses: {
            /** @description What the comparison gave. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FaceComparison"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly readProgress: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PersonQuestion"];
            };
        };
        readonly responses: {
            /** @description The newest filing first. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProgressList"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listAppointments: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly person: components["schemas"]["Person"];
                    readonly assurance: components["schemas"]["Assurance"];
                    readonly hall: components["schemas"]["HallCode"];
                };
            };
        };
        readonly responses: {
            /** @description The earliest slot first. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly of: components["schemas"]["Person"];
                        readonly appointments: readonly components["schemas"]["Appointment"][];
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listDay: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly hall: components["schemas"]["HallCode"];
                    readonly day: string;
                };
            };
        };
        readonly responses: {
            /** @description The earliest slot first. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly appointments: readonly {
                            readonly person: {
                                readonly document: components["schemas"]["DocumentKind"];
                                readonly number: components["schemas"]["PersonNumber"];
                            };
                            readonly appointment: components["schemas"]["Appointment"];
                        }[];
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listLicences: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LicenceQuestion"];
            };
        };
        readonly responses: {
            /** @description The licences, in the order in which they are to be shown. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LicenceList"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly findCompany: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly code: components["schemas"]["CreditCode"];
                };
            };
        };
        readonly responses: {
            /** @description What the register knows of it. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FoundCompany"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly verifyCode: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                /** @description One key for each act, made and kept by the terminal before it asks. */
                readonly "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly text: string;
                    /** @description AIM identifier, such as `]Q1`; null where the scanner tells none. */
                    readonly symbology: string | null;
                    readonly scannedAt: components["schemas"]["Instant"];
                };
            };
        };
        readonly responses: {
            /** @description Whose it is, or why that cannot be said. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["VerifiedCode"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly readContent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ContentQuestion"];
            };
        };
        readonly responses: {
            /** @description The content. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Content"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly readDocument: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The bytes that the digest was made of. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/pdf": string;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly authorise: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                /** @description One key for each act, made and kept by the terminal before it asks. */
                readonly "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ContentQuestion"];
            };
        };
        readonly responses: {
            /** @description Authorised. A repeated call under the same key has the same answer. */
            readonly 201: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Authorisation"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly sealDocument: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                /** @description One key for each act, made and kept by the terminal before it asks. */
                readonly "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly authorisation: components["schemas"]["Identifier"];
                    readonly sha256: components["schemas"]["Sha256"];
                    readonly pdf: components["schemas"]["PdfBase64"];
                    readonly place?: components["schemas"]["SealPlace"];
                };
            };
        };
        readonly responses: {
            /** @description The sealed document. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SealedDocument"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly verifyPaper: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly number: components["schemas"]["CertificateNumber"];
                    readonly code: components["schemas"]["VerificationCode"];
                };
            };
        };
        readonly responses: {
            /** @description What the platform knows of it. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PaperTruth"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly readUpload: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What is there. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Upload"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly uploadPart: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                readonly "Upload-Offset": number;
                readonly "Upload-Length": number;
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 512 KiB. */
        readonly requestBody: {
            readonly content: {
                readonly "application/octet-stream": string;
            };
        };
        readonly responses: {
            /** @description What is there now. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Upload"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly openPhoneUpload: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                /** @description One key for each act, made and kept by the terminal before it asks. */
                readonly "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PhoneUploadWish"];
            };
        };
        readonly responses: {
            /** @description It is open. */
            readonly 201: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PhoneUpload"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly readPhoneUpload: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How far it is, and what was sent. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PhoneUploadState"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly settlePhoneUpload: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PhoneUploadOutcome"];
            };
        };
        readonly responses: {
            /** @description Taken note of, also of one that is over or was never there. */
            readonly 204: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly readPhoneFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly file: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                /** @description One key for each act, made and kept by the terminal before it asks. */
                readonly "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Filing"];
            };
        };
        readonly responses: {
            /** @description Received. */
            readonly 201: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FilingReceipt"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly supplement: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                /** @description One key for each act, made and kept by the terminal before it asks. */
                readonly "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Supplement"];
            };
        };
        readonly responses: {
            /** @description Received. */
            readonly 201: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SupplementReceipt"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly readReceipt: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly number: components["schemas"]["ReceiptNumber"];
                    readonly code: components["schemas"]["ReceiptCode"];
                };
            };
        };
        readonly responses: {
            /** @description What may be said to whoever holds the receipt. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReceiptStatus"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly evaluate: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
                /** @description One key for each act, made and kept by the terminal before it asks. */
                readonly "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Evaluation"];
            };
        };
        readonly responses: {
            /** @description Taken. */
            readonly 201: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: components["schemas"]["Identifier"];
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly reportHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Health"];
            };
        };
        readonly responses: {
            /** @description Taken. */
            readonly 204: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deliverEvents: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly terminal: components["schemas"]["TerminalId"];
                    readonly events: readonly components["schemas"]["Event"][];
                };
            };
        };
        readonly responses: {
            /** @description An outcome for each event. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly results: readonly components["schemas"]["EventResult"][];
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly reportAuditHead: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                readonly "Yimen-Terminal": components["parameters"]["Terminal"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly terminal: components["schemas"]["TerminalId"];
                    readonly count: components["schemas"]["AuditCount"];
                    readonly hash: components["schemas"]["AuditHash"];
                    readonly at: components["schemas"]["Instant"];
                    /** @description SPKI, 44 bytes in base64 (RFC 8410). */
                    readonly publicKey: string;
                    /** @description 64 bytes in base64. */
                    readonly signature: string;
                };
            };
        };
        readonly responses: {
            /** @description How it agrees with what the platform knows. */
            readonly 200: {
                headers: {
                    readonly Date: components["headers"]["Date"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {unknown} */
                        readonly outcome: "taken" | "behind" | "contradicts";
                        readonly known?: {
                            readonly count: components["schemas"]["AuditCount"];
                            readonly hash: components["schemas"]["AuditHash"];
                        };
                    };
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
}
