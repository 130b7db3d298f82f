/**
 * A certificate as a printer signs its own (P-256, CN=office-laser), with its key. It protects nothing: it was made for
 * these tests with `openssl req -x509 -newkey ec`.
 */
export const PRINTERS_OWN = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgM1X29bVPLn+/5BjH
PrWudfRYjts6jga5IA0LOybH0WqhRANCAAQHCuL5FwIQ3RZ5o7nlo2IZT8UpW56W
kR8rnkeXZsQPzn2TX05iWzjTUNDP+t4Wo3swu8nGa6eY181y0qLKtCsn
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBhjCCASugAwIBAgIURH2A7VnuoVSLkLgf8LdKnFKEfbEwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMb2ZmaWNlLWxhc2VyMCAXDTI2MTEyMjEwMTQyM1oYDzIxMjYx
MDI5MTAxNDIzWjAXMRUwEwYDVQQDDAxvZmZpY2UtbGFzZXIwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAQHCuL5FwIQ3RZ5o7nlo2IZT8UpW56WkR8rnkeXZsQPzn2T
X05iWzjTUNDP+t4Wo3swu8nGa6eY181y0qLKtCsno1MwUTAdBgNVHQ4EFgQUk5+V
eg0N+zR/4Ia+FMlGZoZfAygwHwYDVR0jBBgwFoAUk5+Veg0N+zR/4Ia+FMlGZoZf
AygwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA5hLKVkvPv6ki
hIWYIK3izrHv1/dt5sRH49Fkm+OuRe4CIQDTb6y6Sno+efspnlEIDOu33b2klU1P
i7kA0I2DFwo3Qg==
-----END CERTIFICATE-----
`,
}

/** As `openssl x509 -fingerprint -sha256` writes it. */
export const FINGERPRINT =
  'BE:FB:F1:02:96:E4:4F:8E:D6:04:64:DE:E6:F9:28:2A:DB:31:A3:3F:BA:2C:57:41:F6:D5:A6:97:1F:6C:70:E9'
