# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words that slip codes are made of.

Our own list: short, friendly, easy to say and spell, none that touches on health, faith, violence, drink, politics
or a person's looks, and no first names. No word is one slip of the finger away from another (a letter more, less,
changed or swapped), so that a typing mistake is seen and not taken for another code. Add words, take none away:
codes that were given out must stay readable.
"""

WORDS: tuple[str, ...] = tuple(
    """
acorn acrobat actor admire agile airmail airport album alcove alder almanac almond alpaca alphabet alpine amazing
anchor anorak answer antelope antler apple apricot apron aquarium arcade archway arena armchair armful arrival
arrive artist aspen atlas atrium attic author autumn avenue awake azure backpack badger bagel bagful bagpipe
baguette bakery baking balance balcony ballad ballet balloon bamboo banana bangle banjo banner banyan barge barley
barn basket bassoon bathtub baton bazaar beacon beaver beckon beech beehive beetle beetroot begin beige believe
bellows beret bicycle biplane birch birdbath birdsong birthday biscuit bison blanket blazer blend blissful bloom
blossom bluebell bluebird boat bobbin bonfire bookcase bookmark bookshop boombox bootlace bootroom bottle boulder
bounce bowl bowler bowling bracelet bramble breeze bridge bright brisk bronze brooch brooklet broth brownie brunch
bubbly bucket buckle budgie buffalo bugle builder bundle bungalow bunkbed bunting bustling butter button bypass
cabbage cabin cabinet cactus cafe calendar calm camel camera campfire camping canary candle canoe canopy canvas
canyon caption caramel caravan cardigan careful caring carousel carpet carpool carriage carry cartoon cascade cashew
cashmere catkin cavern cedar celery cello centre century ceramic cereal chalet chalk chapati chapter charcoal
cheddar cheer cheerful cheese cherry chestnut chickpea chimney chipmunk chisel chive chorus chuckle chutney cinema
circle circus citrus clapper clarinet clever cliff climb climber clock cloud cobalt cobble cobweb cocoa coin collage
collar collect column comet comfort comic compass compost comrade concert confetti conker contour cookie copper
copybook coral corduroy cornet costume cosy cottage cotton cowbell cowslip crayfish crayon cream create crescent
crest cricket crimson crinkle crisp crochet crocus croquet crossing crumble crumpet crystal cucumber cuddle cumin
cupboard cupcake curious curlew currant curtain cushion custard cutlery cycling cyclist cymbal cypress dabble
daffodil damson dancer dapper dawn daybreak daydream daylight dazzling decorate delight delta denim design detour
dewdrop diamond diary dinghy dinner discover display district dockside doll dollop dolphin domino donkey doodler
doorbell doormat doorstep doorway dormouse dovetail downhill dozen draughts drawer drawing dresser drizzle drumbeat
duckling dumpling dusk duvet dynamo eager eagle earnest earring echo eclipse editor eggcup elegant emblem emerald
encore engine envelope eraser estuary evening exhibit explore factory fairway falafel falcon family famous fancy
fanfare fanlight farmer farmland farmyard fennel ferret ferry ferryman festival festive fetch fiddle field fiesta
figure finch firefly fireside firwood fishing flagpole flagship flamingo flannel flapjack flask fleece floor florist
fluffy flurry flute flutter folder follow football foothill footpath footstep forest forklift forward foxglove
foxtrot freehand fresh friend friendly fringe frisbee frolic frost fudge furrow gadget galaxy gallery gallop gangway
garden gardener garland garlic gateway gather gazebo gazelle gazette gecko gemstone gentle genuine geyser giggle
gingham giraffe glacier glade gleaming glider glimmer glisten globe glossy glow glowworm goalpost goblet golden
goldfish gondola gosling graceful granite granola grape grass grater gravel greet grin grocer grotto guest guide
guitar gumboot habit hamlet hammer hammock hamster handrail handy hangar happy harbour hatstand hayfield haystack
headlamp headland hearth hedgehog hedgerow heirloom helmet helpful heron highland hiking hillside hilltop hinge
hobby hockey homework honest honey hopeful horizon hornbeam hosepipe hotel hubbub hummus hutch iceberg icicle icing
igloo imagine indigo inkpot inlet insect invent inventor invite ironing island jackdaw jacket jamboree jaunty jetty
jigsaw jogging joiner journal journey jovial joyful juggler juice jumble jumper jungle juniper kayak keepsake kernel
kestrel ketchup kettle keyboard keyring kindly kindness kiosk kitchen kite kitten kiwi knapsack knitting koala label
lacework ladle ladybird lagoon lakeside lamp lamppost landmark lantern lapwing larch larder lattice laugh lavender
leaf leaflet leapfrog learn legend lemon lemonade lentil lettuce library lifeboat lifebuoy lilac lilypad limerick
linen lively lobster locket lodge logbook lollipop lookout lorry lounge lowland loyal lucky luggage lullaby lunch
lunchbox luncheon lyric macaroni mackerel magenta magnet mailbox mallow mandolin mango manor maple marble margin
marigold market maroon mascot mattress mauve maze meadow medley melody melon mentor merchant meteor midday midnight
mill millet mimosa mingle minibus mirror mirth mischief monument moonbeam moorhen mooring moose morning moss
mountain mulberry mulch mural murmur museum music napkin narwhal necklace nestle netball newsreel nifty nightjar
nimble noodle nook notch notebook novel nuthatch nutmeg nutshell oakleaf oasis oatcake oatmeal oats object ocean
ochre octave offer offshoot okra omelette onion opera orange orbit orchard orchid oregano origami osprey otter
outdoors outing outlook oven overalls overcoat oyster paddle paddock pageant paint painter painting pakora pancake
panda panel pansy papaya paper paprika parade parasol parcel park parlour parrot parsley parsnip partner passage
pasta pastel pastry pasture patch pathway patio pattern pavement pavilion pawprint peach peacock peanut pebble
pelican pencil pendant penguin pepper pergola perky petal petunia pheasant photo phrase piano piccolo pickle picnic
picture pigeon pigment pilot pinafore pine pinecone pinwheel pioneer pitcher planet plank plate platform platter
platypus playful playmate plaza plover plumage plumber podium poet polite polka pollen pompom poncho ponder pony
ponytail popcorn poplar porch porpoise porridge porthole portion portrait postbox postcard poster postman potato
potluck pottery prairie prance pretzel primrose prism privet prize pudding puffin pulley pumpkin puppet puppy purple
purr puzzle pyjamas quail quarry quartet quayside quilt quintet rabbit raccoon radiant radio radish raft rafter
railing railway rainbow raincoat raindrop rainfall raisin rally rambler rambling rapids ravine reader recipe record
recorder redwood region reindeer relay remember replica resort rhubarb ringlet ripple risotto river rivulet roadside
robot rockpool roof rooftop roomy rope rosebud rosette rotor route rowboat rucksack rudder ruler runner running
runway russet rustic rustle saffron sailboat salad salmon samosa sandal sandbank sandpit sandwich sapling sapphire
satchel satin satsuma saucepan saucer saunter savanna scale scamper scarf scarlet scatter school schooner scissors
scone scooter sculptor seagull seahorse seashell seashore seaside season seaweed seed seedling seesaw sentence
sequin shadow share shawl shelf shelter sherbet shimmer shiny shoebox shoelace shower shuffle sidecar sieve signpost
silky silver simple sincere sitar skating sketch skip skipping skylark skylight skyline sledge sleek slipper smile
smiling smooth snapshot snooze snorkel snowdrop snowfall snowman snug snuggle sociable sofa song songbird sonnet
spaniel spanner sparkly sparrow spatula spectrum speedy spindle spinning splash splendid sponge spoon spring
sprinkle sprout spruce square squirrel stadium stamp stanza stapler starfish starling station statue stepping
sticker stitch stool stork straw stream street stroll studio suburb sugar summer summit sunbeam sundial sunhat
sunlit sunrise sunset sunshine superb supper surfing surprise swallow swan sweater sweetpea swimming swing sycamore
symbol syrup table tabletop tadpole tailwind tandem tapestry tarragon tartan tassel taxi teacake teacher teacup teal
teammate teamwork teapot teaspoon tempo tennis terrace textile thatch theatre thermos thicket thimble thistle thread
thrifty thrush thunder tidy timber tinsel tiptoe toast toaster toffee token tomato toolbox toolkit topaz topiary
topsoil tortoise toucan town towpath tractor trail trainer tram tranquil treacle treasure treeline treetop trellis
triangle tricycle trifle trilby trinket trolley trombone trousers trove trowel trunk trusty tugboat tulip tumbler
tundra tunic tunnel turnip turret turtle tutor tuxedo tweed twig twilight twine twinkle twirl ukulele umbrella
unfold unicycle upbeat upland uplift valley vanilla vase vehicle velvet vendor veranda verbena viaduct villa village
vinegar violin visit visitor vista vivid volcano volume voyage waffle wagon wagtail wallaby walnut waltz waltzer
wander warbler wardrobe washtub watering weekend welly wetland wharf wheat wheel whirl whisk wicker widget wildlife
willing willow windmill window windsock wink winter wisdom witty woodland woodpile woodwind workshop world wreath
writer yacht yard yarrow yearbook yellow yodel yodeller yoyo zebra zenith zesty zigzag zinnia zipper zippy
""".split()
)
