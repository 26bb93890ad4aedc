"""Who lives in the sandbox's community: customers, experts, moderators and staff of an invented maker of coffee tools.

Kazehaya Coffee Works (風早珈琲製作所) is a small workshop in Tsubame, Niigata. Company, products and people are
made up.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.i18n import Language

COMPANY = "風早珈琲製作所 Kazehaya"


class Part(StrEnum):
    """What somebody is here, as the page's four doors show it."""

    NEWCOMER = "newcomer"
    MEMBER = "member"
    MODERATOR = "moderator"
    ADMIN = "admin"


class Held(StrEnum):
    """Roles of the server."""

    ADMIN = "admin"
    STAFF = "staff"
    MODERATOR = "moderator"
    REGULAR = "regular"
    GREETER = "greeter"


class Comes(StrEnum):
    """When somebody joins who isn't there from the start."""

    STORY = "story"
    """In `story/arrivals.toml`."""
    VISITOR = "visitor"
    """When the visitor wants to be them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the community. `about` is said on the page, in both languages."""

    key: str
    username: str
    name: str
    glyph: str
    """What stands on their picture."""
    colour: str
    locale: str
    """The language of their Discord."""
    place: str
    about_en: str
    about_ja: str
    held: tuple[Held, ...] = ()
    comes: Comes | None = None

    @property
    def part(self) -> Part:
        if self.comes is Comes.VISITOR:
            return Part.NEWCOMER
        if Held.ADMIN in self.held:
            return Part.ADMIN
        return Part.MODERATOR if Held.MODERATOR in self.held else Part.MEMBER

    @property
    def language(self) -> Language:
        """The language the bot speaks with them."""
        return Language.of_locale(self.locale)

    def about(self, language: Language) -> str:
        return self.about_ja if language is Language.JA else self.about_en


PEOPLE: tuple[Person, ...] = (
    Person(
        key="mio",
        username="mio_kazehaya",
        name="風早 澪",
        glyph="澪",
        colour="#8c4a3c",
        locale="ja",
        place="Tsubame, JP",
        about_en="Third generation of the workshop; started this community.",
        about_ja="工房の三代目。このコミュニティを始めた人。",
        held=(Held.ADMIN, Held.STAFF),
    ),
    Person(
        key="jonas",
        username="jonas.l",
        name="Jonas Lindqvist",
        glyph="J",
        colour="#3f6f8f",
        locale="en-US",
        place="Malmö, SE",
        about_en="Looks after customers outside Japan. Drinks filter coffee only.",
        about_ja="海外のお客さま担当。ドリップしか飲まない。",
        held=(Held.ADMIN, Held.STAFF),
    ),
    Person(
        key="kudo",
        username="kudo_repairs",
        name="工藤 健",
        glyph="健",
        colour="#5b6b4a",
        locale="ja",
        place="Tsubame, JP",
        about_en="The repair bench: has opened every machine we ever sold.",
        about_ja="修理担当。これまで売ったすべての機械を開けたことがある。",
        held=(Held.STAFF,),
    ),
    Person(
        key="saeki",
        username="saeki_n",
        name="佐伯 直人",
        glyph="佐",
        colour="#6a5a8c",
        locale="ja",
        place="Kyōto, JP",
        about_en="Moderator. Owns three hand grinders and no television.",
        about_ja="モデレーター。手挽きミル三台、テレビなし。",
        held=(Held.MODERATOR, Held.REGULAR, Held.GREETER),
    ),
    Person(
        key="priya",
        username="priya.raman",
        name="Priya Raman",
        glyph="P",
        colour="#a65d7b",
        locale="en-GB",
        place="Bengaluru, IN",
        about_en="Moderator on the English side; South Indian coffee at home.",
        about_ja="英語側のモデレーター。家では南インド式コーヒー。",
        held=(Held.MODERATOR, Held.REGULAR, Held.GREETER),
    ),
    Person(
        key="tomas",
        username="tomasherrera",
        name="Tomás Herrera",
        glyph="T",
        colour="#b0713a",
        locale="es-ES",
        place="Bogotá, CO",
        about_en="Barista trainer; the one to ask about espresso.",
        about_ja="バリスタの先生。エスプレッソのことならこの人。",
        held=(Held.REGULAR,),
    ),
    Person(
        key="yukari",
        username="hasegawa_roast",
        name="長谷川 縁",
        glyph="縁",
        colour="#9a7b2f",
        locale="ja",
        place="Matsumoto, JP",
        about_en="Roasts in a garage in Matsumoto; knows drippers and beans.",
        about_ja="松本のガレージで焙煎。ドリッパーと豆に詳しい。",
        held=(Held.REGULAR, Held.GREETER),
    ),
    Person(
        key="wen",
        username="wenhsuan",
        name="Wen-Hsuan Lin",
        glyph="W",
        colour="#3d7d6b",
        locale="zh-TW",
        place="Taipei, TW",
        about_en="Mechanical engineer who takes grinders apart for fun.",
        about_ja="機械エンジニア。趣味はミルの分解。",
        held=(Held.REGULAR,),
    ),
    Person(
        key="sakura",
        username="sakura_t",
        name="高橋 さくら",
        glyph="さ",
        colour="#c77f8f",
        locale="ja",
        place="Sendai, JP",
        about_en="Bought her first hand grinder last month.",
        about_ja="先月、はじめての手挽きミルを買った。",
    ),
    Person(
        key="tamura",
        username="kohei.tamura",
        name="田村 航平",
        glyph="航",
        colour="#4c78a8",
        locale="ja",
        place="Fukuoka, JP",
        about_en="Has the Oki espresso machine since the first batch.",
        about_ja="エスプレッソマシン「熾」の初回ロットからの持ち主。",
    ),
    Person(
        key="onodera",
        username="onodera_m",
        name="小野寺 実",
        glyph="実",
        colour="#7a6a55",
        locale="ja",
        place="Morioka, JP",
        about_en="Fifty years of pour-over; new to Discord.",
        about_ja="ドリップ歴五十年。Discordは初めて。",
    ),
    Person(
        key="aya",
        username="aya.y",
        name="山本 彩",
        glyph="彩",
        colour="#b5654a",
        locale="ja",
        place="Yokohama, JP",
        about_en="Makes coffee for an office of thirty.",
        about_ja="三十人のオフィスのコーヒー係。",
    ),
    Person(
        key="claire",
        username="claire.dubois",
        name="Claire Dubois",
        glyph="C",
        colour="#8566a8",
        locale="fr",
        place="Lyon, FR",
        about_en="Pastry chef; wants the coffee to match.",
        about_ja="菓子職人。お菓子に合う一杯を探している。",
    ),
    Person(
        key="matteo",
        username="matteo_r",
        name="Matteo Rossi",
        glyph="M",
        colour="#a4473f",
        locale="it",
        place="Turin, IT",
        about_en="Moka pot at home, espresso at weekends.",
        about_ja="平日はモカ、週末はエスプレッソ。",
    ),
    Person(
        key="haneul",
        username="haneul.kim",
        name="김하늘 Haneul",
        glyph="H",
        colour="#4f8aa0",
        locale="ko",
        place="Seoul, KR",
        about_en="Weighs everything, including the spoon.",
        about_ja="なんでも量る。スプーンまで量る。",
    ),
    Person(
        key="amelia",
        username="amelia.wright",
        name="Amelia Wright",
        glyph="A",
        colour="#6b8f5a",
        locale="en-GB",
        place="Leeds, GB",
        about_en="Hard water, soft heart.",
        about_ja="硬い水の町に住む、やわらかな人。",
        held=(Held.GREETER,),
    ),
    Person(
        key="oliver",
        username="oli.schmidt",
        name="Oliver Schmidt",
        glyph="O",
        colour="#55708a",
        locale="de",
        place="Hamburg, DE",
        about_en="Repairs what others throw away.",
        about_ja="捨てられるものを直す人。",
    ),
    Person(
        key="emeka",
        username="emeka.o",
        name="Emeka Okafor",
        glyph="E",
        colour="#7d8f3a",
        locale="en-US",
        place="Lagos, NG",
        about_en="Planning a coffee corner in his bookshop.",
        about_ja="書店の一角にコーヒーコーナーを計画中。",
    ),
    Person(
        key="ren",
        username="ren_cat",
        name="れん🐈‍⬛☕",
        glyph="れ",
        colour="#4a4f63",
        locale="ja",
        place="Nagoya, JP",
        about_en="Would like a perk soon, and has found a friend who would like one, too.",
        about_ja="早く特典がほしい人。同じ気持ちの友だちを見つけた。",
    ),
    Person(
        key="zoe",
        username="zoe.mueller",
        name="Zoë Müller-Ångström",
        glyph="Z",
        colour="#9c6b3f",
        locale="de",
        place="Zürich, CH",
        about_en="Thanks Ren a lot. Ren thanks her a lot.",
        about_ja="れんさんによくお礼をする。れんさんからもよくされる。",
    ),
    # Who comes while the story lasts
    Person(
        key="hiroto",
        username="hiroto_inoue",
        name="井上 大翔",
        glyph="大",
        colour="#5f7f9f",
        locale="ja",
        place="Osaka, JP",
        about_en="Found the card in the box of his new machine, and came the same evening.",
        about_ja="新しいマシンの箱に入っていたカードを見て、その晩に参加。",
        comes=Comes.STORY,
    ),
    Person(
        key="freya",
        username="freya.nilsen",
        name="Freya Nilsen",
        glyph="F",
        colour="#7a6fa0",
        locale="en-GB",
        place="Bergen, NO",
        about_en="Saw a picture of a dripper, followed the link, stayed.",
        about_ja="ドリッパーの写真からリンクをたどって来た人。",
        comes=Comes.STORY,
    ),
    Person(
        key="meiling",
        username="meiling.c",
        name="陳 美玲",
        glyph="美",
        colour="#b05f6d",
        locale="ja",
        place="Kōbe, JP",
        about_en="Wen’s cousin; he says she makes the better coffee.",
        about_ja="ウェンさんのいとこ。本人いわく、淹れるのは彼女のほうが上手。",
        comes=Comes.STORY,
    ),
    Person(
        key="kwame",
        username="kwame_mensah",
        name="Kwame Mensah",
        glyph="K",
        colour="#8a6b3d",
        locale="en-US",
        place="Accra, GH",
        about_en="Emeka told him about the veranda over a very bad espresso.",
        about_ja="ひどいエスプレッソを前に、エメカさんからここの話を聞いた人。",
        comes=Comes.STORY,
    ),
    Person(
        key="yuto",
        username="okada_yuto",
        name="岡田 悠斗",
        glyph="悠",
        colour="#648a74",
        locale="ja",
        place="Hiroshima, JP",
        about_en="Agreed to the rules, and has been looking on ever since.",
        about_ja="ルールに同意してから、ずっと様子を見ている人。",
        comes=Comes.STORY,
    ),
    Person(
        key="lena",
        username="lena.fischer",
        name="Lena Fischer",
        glyph="L",
        colour="#a0785a",
        locale="de",
        place="Berlin, DE",
        about_en="Came yesterday week with a suitcase grinder.",
        about_ja="先週、旅行用ミルをかかえてやって来た人。",
        comes=Comes.STORY,
    ),
    # Who has not come yet
    Person(
        key="chihiro",
        username="chihiro.mori",
        name="森 千尋",
        glyph="千",
        colour="#4f7d8c",
        locale="ja",
        place="Kanazawa, JP",
        about_en="Got the dripper 峠 for her birthday this morning.",
        about_ja="けさ、誕生日にドリッパー「峠」をもらった人。",
        comes=Comes.VISITOR,
    ),
    Person(
        key="isla",
        username="isla.morgan",
        name="Isla Morgan",
        glyph="I",
        colour="#8c5f4f",
        locale="en-GB",
        place="Cardiff, GB",
        about_en="Unpacked her first grinder ten minutes ago.",
        about_ja="十分前に、はじめてのミルの箱を開けた人。",
        comes=Comes.VISITOR,
    ),
)

PASSING: tuple[Person, ...] = tuple(
    Person(
        key=key,
        username=username,
        name=name,
        glyph=name[0],
        colour=colour,
        locale=locale,
        place=place,
        about_en="",
        about_ja="",
        comes=Comes.STORY,
    )
    for key, username, name, colour, locale, place in (
        ("kanae", "kanae_0612", "かなえ", "#9aa07a", "ja", "JP"),
        ("bruno", "bruno.costa", "Bruno Costa", "#7a8aa0", "pt-BR", "BR"),
        ("minato", "minato_s", "湊", "#a08a7a", "ja", "JP"),
        ("ines", "ines.garcia", "Inés García", "#8aa07a", "es-ES", "ES"),
    )
)
"""Who came and said nothing. Nobody can be them."""

BY_KEY = {person.key: person for person in (*PEOPLE, *PASSING)}
