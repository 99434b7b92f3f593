// What the page says of a history, out of an archive's data/archive.json.

export function archiveDescription({ account, source, created, balance, counts }) {
  return {
    accounts: [{ ...account, ...source }],
    created: Date.parse(created ?? '') || null,
    balance: balance ?? null,
    lossCount: Number(counts?.losses) || 0,
    zone: null,
    language: null,
  };
}
