/** Several items on one ticket (一窗通办): `[{"name":{"zh","en"},"own","done"}]`. */
export const ITEMS = `
ALTER TABLE ticket ADD COLUMN items TEXT NOT NULL DEFAULT '[]';
`
