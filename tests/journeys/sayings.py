# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is said, asked and written on the whole way. Everybody is invented."""

NAME = "A Kind Town"
Q1, Q2 = "What helps you feel well?", "What gets in the way?"
BENCH = "The bench by the old library is the only place where somebody talks to me."
POSTMAN = "On some days the postman is the only person I see."
ALONE = f"{POSTMAN} Then I go and sit by the canal."
OF_RESIDENTS = {
    "Bilal": "Long waiting for the clinic makes every week harder.",
    "Cora": "I sit near the shops with friends, and we talk.",
}
SIT, WAIT, COMPANY = "Places to sit and talk", "Waiting to be seen", "Company"
STATEMENTS = ("A bench should stand outside the library.", "Every bench should stand in the shade.")
SENTENCE = "We will put a bench outside the library by next summer."
SHEET = (
    "The bench outside the library is where I talk to people.", "Waiting nine weeks for the doctor made me worse.",
    "Nobody rang me back from the surgery.", "Walking by the canal clears my head.", "None",
    "A neighbour who knocks on the door.", "The waiting list is too long to bear.", "Singing with friends on Tuesdays.",
    "I waited months for a letter from the clinic.", "My phone call to the clinic was never answered.",
    "A bench in the shade would let me sit and talk.", "Quiet places to sit near the shops.",
    "They lost my letter and I waited again.", "Friends at the garden keep me going.", "The park is my rest after work.",
    "Sitting with somebody who has time.",
)  # fmt: skip
YES = ("May we keep what you said?", "May our team read it?", "May we quote you?",
       "May we say a little about you next to your words?")  # fmt: skip
