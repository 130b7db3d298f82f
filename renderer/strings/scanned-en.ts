import type { scannedZh } from './scanned-zh.ts'

/** What is said of a code that nobody on screen had asked for, in English. */
export const scannedEn: typeof scannedZh = {
  back: 'The page you came from is still there. Press Back to return to it.',
  noAnswer: { title: 'There was no answer', lead: 'Please scan it once more. If it still fails, please tell a member of staff.' },
  ticket: {
    asking: 'Looking up this ticket',
    waiting: 'Your ticket is in the queue',
    waitingLead: 'Whoever holds the ticket can see its place here. Whose it is, is not shown.',
    called: 'This number is being called',
    calledLead: 'Please go to the window now. If you missed it, please go to the enquiry desk.',
    over: 'This number is finished',
    overLead: 'It was served, cancelled or missed, or is of another day. If you still need something, please take a new number.',
    unknown: 'This ticket is not known here',
    unknownLead: 'It may come from another hall or another terminal. Please look at the board in the hall, or ask at the enquiry desk.',
    gone: 'Please scan the ticket once more',
    goneLead: 'A scanned code stays here for one minute only.',
    lost: 'If it cannot be read and you want it printed again, please use your ID card.',
    evaluate: { first: 'Rate this visit', append: 'Add to your rating' },
    take: 'Take a number',
  },
  licence: {
    title: 'This is the QR code of a business licence',
    lead: 'It is used when you apply for a company: open "Apply with ID card", choose the item, say that it is for a company, and scan it again.',
    go: 'Apply with ID card',
  },
  passport: {
    title: 'This is the code of a passport or travel document',
    lead: 'Anybody could copy it, so this terminal does not take it as proof of who you are. Nothing in it is shown or kept. Please take the document itself to a window.',
  },
  opaque: {
    title: 'This terminal does not know this code',
    lead: 'If it is an ID or health insurance code on your phone, whoever issued it has to confirm it: choose what you want to do first, and scan a fresh code on the page that asks for your ID card.',
    kept: 'What is in it is not shown, and leaves this terminal within a minute.',
    asking: 'Asking whoever issued the code',
    refused: 'This code cannot be used',
    reason: {
      gone: 'A scanned code stays here for one minute only. Please scan it once more.',
      expired: 'This code has expired. Please refresh it on your phone and scan it again.',
      used: 'This code has been used already. Please refresh it on your phone and scan it again.',
      unknown: 'Nobody knows this code. You can use your ID card, or go to a window without it.',
      'not-enough': 'This code is not enough for what you want to do. Please use your ID card.',
      offline: 'The platform cannot be reached, so the code cannot be confirmed now. You can use your ID card, or scan it again later.',
    },
    card: 'Use ID card',
  },
  receipt: { title: 'This is the receipt of an application', lead: 'It shows how far the application has come.', go: 'Check progress' },
  certificate: { title: 'This is a printed certificate', lead: 'It can be checked here whether it is genuine.', go: 'Check it' },
  guide: { title: 'This is the code of a guide', lead: 'It shows how it is done and what to bring.', go: 'Open the guide' },
}
