"""The tables of the tiny book: small, and like those of a real one."""

FACTS = """
age: {type: int, max: 120, of: person, from: document, found_by: identify, worse: high}
amount: {type: int, max: 10000000, of: service, services: [deposit, withdrawal, transfer], from: asked, at: counter}
companion.relation:
  {type: enum, of: companion, from: asked, at: door, values: {none: N, spouse: S, child: C}}
proof: {type: bool, of: person, from: asked, at: counter}
poa: {type: bool, of: person, from: asked, at: door}
seal: {type: bool, of: person, from: core, at: counter}
talk: {type: enum, of: case, from: asked, at: counter, found_by: counsel, values: {clear: C, critical: X}}
payee: {type: enum, of: service, services: [transfer], from: asked, at: counter, values: {self: S, other: O}}
language: {type: enum, of: person, from: asked, at: door, values: {zh: Z, en: E, ru: R}}
failed.sign: {type: int, max: 5, of: case, from: record, default: 0}
lasting.sign: {type: bool, of: case, from: record, default: false}
existing: {type: bool, of: person, from: core, at: door}
"""

KINDS = """
intake: {rank: 1, share: visit, referred: true}
greet: {rank: 2, share: visit, courtesy: true}
escort: {rank: 3, share: visit, courtesy: true}
protect: {rank: 4, share: service}
interview: {rank: 5, share: visit, referred: true}
orientation: {rank: 6, share: visit}
identify: {rank: 10, share: visit}
face_check:
  {rank: 11, share: visit, choice: one, ordinary: terminal, methods: [terminal, portable, onsite_supervisor]}
relation_check: {rank: 13, share: visit}
counsel: {rank: 14, share: visit}
consent: {rank: 15, share: visit, actor: customer}
suitability: {rank: 16, share: service}
form: {rank: 20, share: service, choice: several, ordinary: self, methods: [self, prefilled, bilingual, large_print]}
explain:
  rank: 21
  share: service
  choice: several
  ordinary: read
  methods: [read, read_aloud, read_and_repeat, interpreted, bilingual]
  courtesy: true
attempt: {rank: 22, share: service, actor: customer}
approve: {rank: 23, share: service, actor: supervisor, referred: true}
pin:
  rank: 30
  share: service
  choice: one
  ordinary: customer
  methods: [customer, customer_assisted_pad, biometric, companion, guardian, agent, staff]
  actors: {companion: companion}
sign:
  rank: 31
  share: service
  choice: one
  ordinary: handwritten
  methods: [handwritten, thumbprint, name_seal, signature_frame, guardian, agent, companion_signs, hand_guided]
  precedence: [guardian, name_seal, thumbprint, handwritten]
  actor: customer
  actors: {guardian: guardian}
  rests_on: [explain]
  join: false
count_cash: {rank: 32, share: service}
execute: {rank: 40, share: service, irreversible: true, rests_on: [sign, pin]}
hand_over: {rank: 41, share: service}
bind_payment: {rank: 50, share: visit}
demonstrate: {rank: 51, share: visit, courtesy: true}
guide: {rank: 52, share: visit, courtesy: true}
ride: {rank: 60, share: visit, courtesy: true}
see_off: {rank: 61, share: visit, courtesy: true}
feedback: {rank: 62, share: visit}
callback: {rank: 70, share: visit}
"""

CONTROLS = """
approval: {combine: rank, moment: before, late: true, makes: approve}
second_staff: {combine: any, moment: before}
witness: {combine: any, moment: after, values: [staff]}
attempts: {combine: max, moment: before, makes: attempt, unit: times}
relation: {combine: any, moment: before, makes: relation_check}
consent: {combine: set, moment: before, makes: consent, values: [film, thumbprint, pin_assist]}
film: {combine: any, moment: before}
evidence: {combine: set, moment: after, late: true, values: [thumbprint_image, id_copy]}
cooling: {combine: max, moment: before, unit: hours}
callback: {combine: min, moment: after, late: true, makes: callback, unit: days}
custody: {combine: any, moment: before}
retention: {combine: set, moment: after, late: true, values: [short, long]}
apart: {combine: any, moment: before}
distinct: {combine: any, moment: before}
approver_on_site: {combine: any, moment: before}
"""

OPEN = """
labels: [stop, old, crs]
bundles: [change]
roles: [teller, lobby_manager, wealth_manager, language_specialist, supervisor, outlet_head]
actors: [teller, customer, guardian, companion, agent, supervisor, outlet_head]
evidence: [thumbprint_image, id_copy]
consents: [film, thumbprint, pin_assist]
retentions: [short, long]
reasons: [not_here, not_so, too_much]
alternatives: [come_back, by_seal, by_guardian]
qualifications: [sign_language]
places: [bedside, room]
limits: [amount, daily]
"""
OFFERS = {"seat": "aid", "wheelchair": "aid", "guide_book": "material", "cash_instead": "alternative"}
LIMIT_ALTERNATIVES = {"amount": ["come_back"]}

USUAL = "greet, identify, execute"
CHAINS = {
    "deposit": "greet, identify, sign, execute",
    "withdrawal": "greet, identify, pin, sign, execute",
    "transfer": "greet, identify, pin, execute",
    "payroll_card": "greet, identify, face_check, explain, sign, execute, hand_over",
    "id_update": "greet, identify, sign@change, execute",
    "phone_update": "greet, identify, sign@change, execute",
    "card_reissue": "protect.stop, identify, execute.old, execute",
    "fraud_counselling": "greet, counsel",
}

TERMS = """
close_kin: {when: {companion.relation: [spouse, child]}}
"""
NUMBERS = {"elder": {"2024-01-01": 60}, "cap": {"2024-01-01": 1000}}
