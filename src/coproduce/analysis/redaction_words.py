# SPDX-License-Identifier: MIT
"""Words that decide whether a capital letter is a name: what comes before names and after them, and what is none.

Written by us for talk about health and daily life in Britain. Lists are where bias lives: the tests measure each origin of names by
itself, and a miss found in use belongs into a list of the session or into this file.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Before a name, with or without a capital.
TITLES = _set(
    """mr mrs ms miss mx dr doctor prof professor sir dame lady lord rev reverend father sister brother pastor imam
    deacon bishop councillor cllr nurse matron auntie aunty aunt uncle nan nana gran grandad granny mama baba pan pani
    sheikh sheik haj haji hajji ustad umm abu bhabi bhai baji teacher coach"""
)
RELATIONS = _set(
    """son daughter husband wife mum mother dad father sister brother cousin nephew niece uncle aunt auntie neighbour
    friend mate partner boyfriend girlfriend ex boy girl lad baby kid eldest youngest carer counsellor therapist
    psychiatrist psychologist gp doctor nurse midwife worker caseworker keyworker support teacher boss manager
    landlord interpreter volunteer student lawyer solicitor pastor imam priest sponsor colleague roommate flatmate
    stepson grandson granddaughter lady woman man bloke guy chap one twin visitor law"""
)
OWNERS = _set("my our his her their your me us")
#: Straight before a name.
BEFORE = _set(
    """called named ask asked tell told ring rang call phone text met meet meeting thank thanked love loved miss
    missed know knew visit visited see saw with and to from for by contact marry married was it's is that's"""
)
SURE_BEFORE = _set("called named ask tell told ring rang phone met thank thanked contact visit visited i'm im i’m")
#: Straight after a name: what people do and places do not.
AFTER = _set(
    """said says told tells asked asks rang rings came comes went goes cried cries walked drove drives works worked
    stopped helped helps knows knew thinks thought wants wanted cooks cooked sleeps slept runs lives lived lost died
    has had is was does did left moved speaks spoke fell stayed brings brought teaches passed cannot can't won't will
    would translated"""
)
SURE_AFTER = _set(
    "said says told tells asked rang who cried thinks thought slept sleeps speaks spoke cooks drives drove knows knew"
)

AUXILIARIES = _set("is was has had will would does did")
#: Before a place rather than a person.
PLACING = _set("in at from of the a an to into near under over through since")

#: Endings that make a word of another.
ENDINGS = (
    "s",
    "es",
    "ed",
    "ing",
    "ly",
    "er",
    "ers",
    "ness",
    "ful",
    "less",
    "able",
    "ist",
    "ists",
    "ment",
    "ies",
    "ied",
    "al",
)

#: Names that are words, and words that are names: only with something else that speaks for a name.
ALSO_WORDS = _set(
    """will may mark rose frank grace hope faith joy mercy patience comfort blessing peace charity june april august
    summer autumn winter dawn eve ivy olive iris daisy lily holly heather hazel amber ruby pearl jade crystal ginger
    rob sue gene grant chance chase drew dean art jack bill pat rich norm penny carol king queen prince earl baker
    smith brown green black white gray grey wood woods hill hills field fields park parks lane church bishop knight
    page price rice moss stone waters rivers banks bush ford berry bird wolf fox lamb hunt hunter archer fisher carter
    mason cooper potter walker turner parker ward major english french welsh scott ireland holland london england
    christian christmas china india chelsea angel precious gift goodness innocent happy love lovely wisdom favour
    promise justice destiny prosper sunday monday tuesday wednesday thursday friday saturday more way long day best
    little clear ring such man short early small young law date foot front fall low carry fresh read lucky sad fair
    junior lad hall fit bright story swift bath drop cook judge miles wall fella guy kidney moan rush street barber
    ball bell bond cousins cross hare harmony hood marry porter rock smart tai walls forum mad block sister father
    mother brother nurse pastor house home cloud rain storm sky star marsh brook dale glen cliff victor victory melody
    honey sugar candy sweet noble royal liberty constance prudence verity temperance were made too said job doctor don
    see sing song son sun bean beans cash wells pool birch ash oak ally sandy rusty curly brave strong power powers
    speed sharp blunt stark sterling penn pope abbott monk priest deacon gospel may march january october november
    december july first last new old pride gay miracle praise glory victoria marigold sage rue ebony ivory lane rowe
    bank case close cope dear done ever fly free full gain gale gill give glad gold good gore hand hands hard hardy
    head heard high holder holiday hook horn hurt just keen key kind lake land lean lock lord loud love low luck made
    male mace mean moon moore more most near need noon not nice one only orange other pain paine pass peel pick pike
    pitt place plain plant pond poor port post pray pull purse quick reading real red ready reed rest reeves right
    ripe road rode roof room root rough round rule sale salt save seal self service sheet shelter shore show side
    silver single slow snow soap soul spring stand start stay steel still stock stout strange summers table tall
    teller thing thorn tidy tiller top town train travers tree trip true tucker wade wait ware wash watch water weeks
    weir went wheeler wild wise wish word work workman world worth yard year years the and for are but her him his our
    she they you who all any can get got had has how its let now off out own put ran say saw set sit six ten two use
    was asian black muslim hindu sikh arab roman paris rome athens maria-hilf"""
)
#: Capitalised in this kind of talk and never a person.
NOT_NAMES = _set(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday christmas easter eid ramadan diwali vaisakhi hanukkah windrush jummah mubarak
    wigilia brexit covid birmingham erdington sparkbrook sparkhill handsworth aston lozells nechells ladywood
    longbridge northfield stirchley moseley edgbaston selly oak kings heath norton balsall washwood alum rock
    bordesley digbeth newtown smethwick tyseley acocks bearwood bournville castle vale winson solihull dudley walsall
    wolverhampton coventry leicester london manchester croydon england english britain british scotland scottish wales
    welsh ireland irish europe polish poland poles warsaw kraków krakow gdańsk łódź poznań białystok pakistan
    pakistani india indian bangladesh bangladeshi bengali punjab punjabi urdu hindi gujarati kashmir kashmiri mirpur
    sylhet kerala africa african caribbean jamaica jamaican nigeria nigerian nigerians ghana ghanaian somalia somali
    somalis eritrea eritrean ethiopia kenya zimbabwe gambia congo kinshasa sudan sudanese yoruba igbo hausa swahili
    arab arabs arabic syria syrian iraq iraqi iran iranian yemen libya tripoli basra homs aleppo kurdish kurds morocco
    moroccan egypt egyptian afghanistan romania italy calais dover france french german germany muslim muslims islam
    christian christians hindu hindus sikh sikhs jewish catholic god allah jesus christ lord quran bible nhs gp camhs
    iapt samaritans mind tesco lidl aldi asda morrisons amazon uber costa rover bbc zoom facebook whatsapp prozac
    sertraline lithium citalopram mental health act home office job centre universal credit physio physiotherapist
    physiotherapy mindfulness redacted thankyou national insurance council city citizens advice red cross age uk
    healthwatch talking therapies therapy american america canada australia chinese china black white asian west north
    east south midlands mr mrs dad mum ammi i"""
)
#: A capitalised run that ends in one of these is a place or a body.
BODIES = _set(
    """hospital house road street lane avenue library park church mosque temple gurdwara mandir school college
    university centre center clinic surgery ward trust team group society association council court station hotel bank
    baths green reservoir cathedral chapel project settlement restaurant café cafe shop market club hall home office
    league academy nursery hill heath ambulance police service services line chapel scouts choir festival villa albion
    cottage tower place embassy radio tv party aerobics kitchen bull"""
)
SAINTS = _set("st saint")
#: Ordinary words that open sentences. A capital there says nothing.
OPENERS = _set(
    """a about after again all also am an and another any anybody anyone anything are as ask at auntie be because been
    before being both born brother but by call can come could dear did do does doctor doctors don't each either else
    email english even every everybody everyone everything father find first follow for friday from get give go good
    had has have he health her here hers him his hope honest house how i i'd i'll i'm i've if in interpreter is it
    it's its job just keep last lawyer let like look lots mad make mama many may me mental mine monday more most mr
    mrs ms much mum my never new next no nobody none not nothing now number nurse of off old on once one only or other
    our out over pan pani people perhaps plate please poor post postcode ring said same see send she since sister so
    some somebody someone something speak still such summer sundays sunday take tell thank that the their them then
    there these they this those though to today too tuesday two uncle under until up us very was we week well were
    what when where which while who whoever why will winter with without women would write yes yet you young your men
    van social health visitor teacher councillor pastor deacon imam parents kids children staff reception receptionist"""
)
INTRODUCED = (
    r"(?:my|her|his|their) name", r"my name's", r"name was", r"name is", r"call me", r"known as", r"i am called",
    r"nazywam się", r"mam na imię", r"nazywa się", r"میرا نام", r"اسمي",
)  # fmt: skip
#: Relations in other scripts, straight before a name.
RELATIONS_ELSEWHERE = _set(
    "أختي أخي ابني ابنتي زوجي زوجتي بہو بیٹا بیٹی بہن بھائی شوہر بیوی নাম ভাই বোন ਨਾਮ ਨਾਂ नाम भाई बहन"
)
JOINS = _set("al bin bint ibn de van el o' mac")
