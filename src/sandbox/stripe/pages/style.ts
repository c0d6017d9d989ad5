/** The pages' whole style: phone first, one column, system fonts, dark on light with 4.5:1 contrast or better. */
export const STYLE = `
:root{color-scheme:light;--ink:#1a2233;--soft:#52607a;--line:#c9d1de;--paper:#fff;--ground:#f3f5f9;--accent:#2f4fd8;--accent-dark:#213bb0;--bad:#a3182d;--bad-ground:#fdecef;--good:#0b6b45}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.banner{background:#ffe08a;color:#4a3500;text-align:center;font-weight:600;padding:.5rem 1rem}
main{max-width:28rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.125rem;font-weight:600;color:var(--soft);margin:0 0 .25rem}
.amount{font-size:2.5rem;line-height:1.15;font-weight:700;letter-spacing:-.02em;margin:0 0 .75rem;font-variant-numeric:tabular-nums}
.lines{list-style:none;margin:0 0 1.25rem;padding:0}
.lines li{display:flex;justify-content:space-between;gap:1rem;padding:.375rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
.lines span:last-child{font-variant-numeric:tabular-nums;white-space:nowrap}
.card{background:var(--paper);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem;box-shadow:0 1px 3px rgba(20,30,60,.06)}
label{display:block;font-weight:600;margin:0 0 .25rem}
.hint{font-weight:400;color:var(--soft);font-size:.875rem}
.pair .hint{display:block}
.field{margin:0 0 1rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
input{width:100%;font:inherit;color:inherit;background:#fff;padding:.625rem .75rem;min-height:2.875rem;border:1px solid #8792a8;border-radius:.5rem}
input[aria-invalid=true]{border-color:var(--bad);border-width:2px}
input:focus-visible,button:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.problem{color:var(--bad);font-size:.9375rem;margin:.25rem 0 0}
.alert{background:var(--bad-ground);border:1px solid var(--bad);color:var(--bad);border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1rem}
button{width:100%;min-height:3rem;font:inherit;font-weight:600;border:0;border-radius:.5rem;background:var(--accent);color:#fff;cursor:pointer;padding:.75rem 1rem}
button:hover{background:var(--accent-dark)}
button.second{background:#fff;color:var(--bad);border:1px solid var(--bad);margin-top:.75rem}
a{color:var(--accent)}
.back{display:inline-block;margin-top:1.25rem;padding:.5rem 0}
.done{color:var(--good)}
details{margin-top:1.25rem;color:var(--soft)}
summary{cursor:pointer;padding:.5rem 0}
table{width:100%;border-collapse:collapse;font-size:.875rem}
th,td{text-align:left;padding:.375rem .5rem .375rem 0;border-top:1px solid var(--line);vertical-align:top}
td:first-child{font-variant-numeric:tabular-nums;white-space:nowrap}
@media (min-width:40rem){main{padding-top:3rem}}
@media (max-width:20rem){.pair{grid-template-columns:1fr}}
`;
