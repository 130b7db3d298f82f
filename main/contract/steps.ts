import { z } from 'zod'

/** A call out of order changes nothing. `needs` says what must come first. */
export const WRONG_STEP = {
  status: 409,
  data: z.object({
    needs: z.enum(['session', 'agreement', 'identity', 'card', 'own-ticket', 'own-certificate', 'own-filing', 'own-draft', 'code-sent']),
  }),
}

/** Made once for each wish and repeated with every retry (design, promise 2). */
export const RequestId = z.uuid()
