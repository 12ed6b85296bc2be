"""The demo's sign-ins: one for each role, several where two people must agree or share work."""

from core.permissions import Role

PASSWORD = "community-led-2021"

# (e-mail, name, role)
SIGN_INS = (
    ("coordinator@example.org", "Camille Baptiste-Ortiz", Role.COORDINATOR),
    ("coordinator2@example.org", "Desmond Achebe", Role.COORDINATOR),
    ("reviewer@example.org", "Grace Nakamura", Role.REVIEWER),
    ("reviewer2@example.org", "Tomás Villareal", Role.REVIEWER),
    ("reviewer3@example.org", "Anjali Deshmukh", Role.REVIEWER),
    ("reviewer4@example.org", "Samuel O’Leary", Role.REVIEWER),
    ("clerk@example.org", "Rosalind Teixeira", Role.CLERK),
    ("clerk2@example.org", "Walter Kowalczyk", Role.CLERK),
    ("translator@example.org", "Lucía Fontaine", Role.TRANSLATOR),
    ("translator2@example.org", "Emmanuel Désir", Role.TRANSLATOR),
    ("translator3@example.org", "Mei-Ling Truong", Role.TRANSLATOR),
    ("equity@example.org", "Denise Fontaine", Role.EQUITY_OFFICER),
    ("finance@example.org", "Henry Pak", Role.FINANCE),
    ("auditor@example.org", "Miriam Goldfarb", Role.AUDITOR),
    ("administrator@example.org", "Ivan Petrov", Role.ADMINISTRATOR),
)

# Who reads which languages; Lucía and Emmanuel can check each other's French and Kriolu.
READS = {
    "translator@example.org": ["es", "pt-br", "kea", "fr"],
    "translator2@example.org": ["ht", "fr", "kea", "es"],
    "translator3@example.org": ["zh-hant", "zh-hans", "vi"],
}
