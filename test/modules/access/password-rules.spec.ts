import { PasswordHasher } from '../../../src/modules/access/credentials/password-hasher';
import { passwordProblem, type PasswordProblem } from '../../../src/modules/access/credentials/password-rules';

const EMAIL = 'dana.reyes@clinic.example';

const cases: readonly [password: string, problem: PasswordProblem | undefined][] = [
  ['', 'too_short'],
  ['Tr0ub4dor&3-xyz', undefined], // fifteen
  ['Tr0ub4dor&3-xy', 'too_short'], // fourteen
  ['plum otter quartz lantern', undefined],
  ['ПаровозПлывётТихо', undefined], // no composition rules, any script
  ['🦦🍇🪨🏮🎻🦦🍇🪨🏮🎻🦦🍇🪨🏮🚂', undefined], // fifteen characters, sixty bytes
  ['🦦🍇🪨🏮🎻🚂⛵', 'too_short'],
  [`${'plum otter quartz lantern '.repeat(4)}violin engine sailboat`, undefined], // 126
  [`${'plum otter quartz lantern '.repeat(4)}violin engine sailboat..`, undefined], // 128
  [`${'plum otter quartz lantern '.repeat(4)}violin engine sailboat...`, 'too_long'], // 129
  ['aaaaaaaaaaaaaaaaaaaa', 'common'],
  ['passwordpassword', 'common'],
  ['Summer24Summer24', 'common'],
  ['1234567890123456', 'common'],
  ['987654321098765', 'common'],
  ['QwertyuiopAsdfgh', 'common'],
  ['zyxwvutsrqponmlk', 'common'],
  ['Correct Horse Battery Staple', 'common'],
  ['correct-horse-battery-staple-99', 'common'],
  ['Administrator2026!', 'common'],
  ['my DANA.REYES secret', 'contains_email'],
  ['dana.reyes@clinic.example', 'contains_email'],
];

describe('A new password', () => {
  it.each(cases)('%j is judged %s', (password, problem) => {
    expect(passwordProblem(password, EMAIL)).toBe(problem);
  });

  it('is not refused for containing a name too short to tell anything', () => {
    expect(passwordProblem('plum otter quartz lantern', 'al@clinic.example')).toBeUndefined();
  });
});

describe('A stored password', () => {
  const hasher = new PasswordHasher();

  it('is argon2id with 19 MiB and two passes, and never the same twice', async () => {
    const [first, second] = await Promise.all([hasher.hash('plum otter quartz'), hasher.hash('plum otter quartz')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(second).not.toBe(first);
  });

  it('is compared to its last character and its last byte, without truncation', async () => {
    const long = `${'plum otter quartz lantern '.repeat(4)}violin engine sailboat..`;
    const stored = await hasher.hash(long);
    expect(await hasher.matches(long, stored)).toBe(true);
    expect(await hasher.matches(long.slice(0, -1), stored)).toBe(false);
    expect(await hasher.matches(`${long.slice(0, -1)}!`, stored)).toBe(false);
  });

  it('is the same however the keyboard composes its accents', async () => {
    const stored = await hasher.hash('caf\u00e9 otter quartz');
    expect(await hasher.matches('cafe\u0301 otter quartz', stored)).toBe(true);
  });

  it('matches nothing when there is none', async () => {
    expect(await hasher.matches('plum otter quartz', undefined)).toBe(false);
  });
});
