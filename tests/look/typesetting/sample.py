# SPDX-License-Identifier: AGPL-3.0-or-later

"""A short report with every kind of block, in every script that the programme was spoken in. All of it is invented."""

from __future__ import annotations

from datetime import date

from coproduce.analysis.disclosure import gate_count
from coproduce.look.typesetting.document import (
    Bullets,
    Contents,
    Cover,
    Document,
    Gold,
    Heading,
    Link,
    Notice,
    Number,
    Numbered,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Sentence,
    Strong,
    Table,
    Text,
)

SIMPLIFIED = "来了半年，还没有真正的朋友。小组作业的时候没有人问我的想法。"
TRADITIONAL = "不想讓家人擔心，所以每次視訊都說很好。其實晚上常常睡不著。"
POST_IT = "waiting lists 😐"
URDU = "میں یہاں آتی ہوں، سلائی کرتی ہوں، ہنستی ہوں، اور دو گھنٹے کے لیے سب کچھ بھول جاتی ہوں۔"
ARABIC = "لا أحد يسألني كيف حالي، كلهم يسألون عن الأوراق."
SHAHMUKHI = "ساڈے پنڈ وچ سارے اکٹھے بیہندے سن، ایتھے کوئی بوہا نئیں کھڑکاؤندا۔"
GURMUKHI = "ਮੈਨੂੰ ਆਪਣੀ ਬੋਲੀ ਵਿੱਚ ਗੱਲ ਕਰਨੀ ਸੌਖੀ ਲੱਗਦੀ ਹੈ।"
BENGALI = "বাড়িতে কেউ এসব কথা বলে না, তাই আমিও চুপ থাকি।"
GUJARATI = "મંદિરમાં બધા મળે છે, પણ મનની વાત કોઈ કરતું નથી."
HINDI = "डॉक्टर के पास समय नहीं होता।"
POLISH = "Dzień po dniu to samo. Żeby ktoś zadzwonił, też byłoby miło."
SOMALI = "Waan ka baqayaa in dadku i xukumaan."
HOSTILE = (
    'Not markup: #set page("a3") *bold* _it_ $x^2$ <label> @ref \\ `raw` [x] {y} // no <b>&amp;</b> "quoted" #panic()'
)

CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 460 140" font-family="Atkinson Next" font-size="15">
<text x="0" y="16" font-weight="700">Waiting and being passed on</text><rect x="0" y="24" width="420" height="12" fill="#b04a48"/>
<text x="0" y="66" font-weight="700">Loneliness and belonging</text><rect x="0" y="74" width="330" height="12" fill="#8a2f5b"/>
<text x="0" y="116" font-weight="700">Places to breathe</text><rect x="0" y="124" width="110" height="12" fill="#3f5c06"/></svg>"""


def art() -> str:
    """Threads that gather, roughly as the cover's own picture does."""
    lines = []
    ink = ("#b04a48", "#375da8", "#16828a", "#5b1a8a", "#8a2f5b", "#5a2c02", "#3f5c06", "#1d2f3b")
    for number in range(160):
        start, theme = 8 + number * 5.2, (number * 7) % 8
        end = 240 + theme * 70 + (number % 20)
        lines.append(
            f'<path d="M{start:.1f} 0V150C{start:.1f} 330 {end} 300 {end} 470" stroke="{ink[theme]}" stroke-width="1.9"/>'
        )
    for theme in range(8):
        start, end = 250 + theme * 70, 330 + (theme % 4) * 105
        lines.append(
            f'<path d="M{start} 470C{start} 580 {end} 540 {end} 640" stroke="{ink[theme]}" stroke-width="14"/>'
        )
    for start in (330, 435, 540, 645):
        lines.append(f'<path d="M{start} 640C{start} 720 738 700 738 812" stroke="#171b2e" stroke-width="8"/>')
    for colour, width in (("#9a6800", 4.5), ("#ffc83a", 2)):
        lines.append(
            f'<path d="M580 0V470C580 580 645 540 645 640C645 720 738 700 738 812" stroke="{colour}" stroke-width="{width}"/>'
        )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 1188" fill="none">{"".join(lines)}</svg>'


def voices() -> tuple[Quote, ...]:
    """One quote for each script."""
    said = "Said in {}. In English:"
    return (
        Quote(
            SIMPLIFIED,
            "zh",
            "A student at a campus stall",
            "I have been here half a year and still have no real friends. In group work nobody asks what I think.",
            translation_label=said.format("Chinese"),
            tone=5,
        ),
        Quote(
            TRADITIONAL,
            "zh-Hant",
            "A student at a campus stall",
            "In fact I often can't sleep at night.",
            translation_label=said.format("Chinese"),
            tone=1,
        ),
        Quote(POST_IT, "en", "On a post-it", tone=1),
        Quote(
            URDU,
            "ur",
            "A woman at the sewing circle",
            "I come here, I sew, I laugh, and for two hours I forget everything.",
            translation_label=said.format("Urdu"),
            tone=5,
        ),
        Quote(
            ARABIC,
            "ar",
            "At a drop-in",
            "Nobody asks how I am. They all ask about papers.",
            translation_label=said.format("Arabic"),
            tone=2,
        ),
        Quote(SHAHMUKHI, "pa-Arab", "At a coffee morning", tone=9),
        Quote(GURMUKHI, "pa", "At the gurdwara", tone=3),
        Quote(BENGALI, "bn", "At a wellbeing group", tone=4),
        Quote(GUJARATI, "gu", "At the day centre", tone=6),
        Quote(HINDI, "hi", "At a street stall", tone=8),
        Quote(POLISH, "pl", "At a street stall", tone=7),
        Quote(SOMALI, "so", "At a coffee morning", tone=8),
    )


def report(*extra: object) -> Document:
    """The report; extra blocks are added at its end."""
    blocks = (
        Contents(),
        Heading("Neighbours for each other", 1, "neighbours"),
        Number(
            gate_count(54),
            (
                Strong("of 205 people spoke mostly about belonging, or holding each other up."),
                Text(
                    " They asked us for less than we expected: a warm room, a kettle, and somebody to unlock the door."
                ),
            ),
        ),
        Heading("Side by side", 2, "side"),
        Paragraph(
            (
                Text("People told us that help often starts with "),
                Gold("somebody who is not a professional", "thread-1", "61"),
                Text(
                    ". It starts with a neighbour, a teacher who says your name right, a man with a spirit level. Read "
                ),
                Link("how we listened", "https://example.org/heard"),
                Text(" or "),
                Link("what we promise", "#promise"),
                Text("."),
            )
        ),
        Sentence(
            "We will pay for the kettle, the room and the thread: places where people do something side by side, "
            "because talk comes easier when hands are busy.",
            "1",
            "Draws on the words of 34 people, in 6 kinds of session.",
            "s1",
            "thread-1",
        ),
        Sentence(
            "We will start in the wards where nobody lives within fifteen minutes’ walk of such a place.",
            "2",
            (Strong("Draws on the words of 12 people."), Text(" Kept beside it: some of us want a door we can shut.")),
            "s2",
        ),
        Quote(
            "Sutton Park, seven in the morning, before she’s up. Me, the dog and the cows. By half past I can face anything.",
            "en",
            "A carer, at a wellbeing group",
            tone=7,
        ),
        Heading("What we promise", 2, "promise"),
        Table(
            "What we will do, who answers for it, and by when",
            ("Promise", "Who answers", "Measure", "By", "People"),
            (
                ("Fund 20 side-by-side groups", "Neighbourhoods team", "Groups meeting monthly", "March 2027", "34"),
                (
                    "Keep one community room open after six in each of ten localities",
                    "Property team",
                    "Rooms open after six",
                    "June 2026",
                    "12",
                ),
                (
                    (Text("Ring back within "), Strong("two days")),
                    "Talking therapies",
                    "Median wait in days",
                    "April 2027",
                    "fewer than ten",
                ),
            ),
            numeric=(4,),
            wide=True,
            anchor="promises",
        ),
        Bullets(("a warm room", "a kettle", (Text("somebody to "), Strong("unlock"), Text(" the door")))),
        Numbered(("We asked.", "You told us.", "We wrote it together.")),
        Picture(
            CHART,
            "Three bars. Waiting and being passed on: 61 people. Loneliness and belonging: 48. Places to breathe: 16.",
            "More people spoke about waiting than about anything else",
        ),
        Notice("Not yet for real people’s words", "Until the safe-hands work is done, use made-up material only."),
        Heading("In their own words", 1, "words"),
        *voices(),
        PageBreak(),
        Heading("The thread of sentence 1", 2, "thread-1"),
        Paragraph(
            "Priority 4, then four themes, then what people said.", note="Followed back to the words of 34 people."
        ),
        Paragraph(HOSTILE, lead=True),
        *extra,
    )
    return Document(
        title="A Mentally Healthy City",
        subtitle="Our strategy, written together.",
        language="en",
        date=date(2026, 3, 3),
        authors=("Birmingham, together",),
        illustrative=True,
        blocks=blocks,  # type: ignore[arg-type]
        cover=Cover(
            "205 people, eight themes, four priorities, and one golden thread that you can follow from any sentence "
            "back to the words it draws on.",
            right="2025 to 2030",
            art=art(),
            alt="Threads fall from the top of the page and gather into one golden line.",
            thread=(738, 812),
        ),
        closing="The thread ends here: published on 3 March 2026.",
    )
