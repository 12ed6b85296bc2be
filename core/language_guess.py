"""Guess the language of a text by its script and by everyday words.

For warnings only. Why this is no package:
docs/decisions/0022-a-language-is-guessed-by-everyday-words.md.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from itertools import chain, repeat

from core.languages import UNLISTED

READ_AT_MOST = 600  # characters: the first few sentences are enough
FEWEST_LETTERS = 8
FEWEST_WORDS = 3  # everyday words of one language that the text must have
TIMES_AS_MANY = 2  # as many as of the language that the writer named

# The scripts that we recognize, and the weight of a letter: a Han character counts as three.
_SCRIPTS = {
    "latin": (re.compile("[a-z\u00c0-\u024f\u1e00-\u1eff]+"), 1),
    "cyrillic": (re.compile("[\u0400-\u052f]+"), 1),
    "arabic": (re.compile("[\u0620-\u06d3]+"), 1),
    "han": (re.compile("[\u3400-\u9fff]+"), 3),
}
ANOTHER = "another"  # script
_ONE_LANGUAGE = {"cyrillic": "ru", "arabic": "ar"}
_CHINESE = ("zh-hant", "zh-hans")
# Characters that only traditional or only simplified Chinese uses, pair by pair.
_TRADITIONAL = frozenset(
    "們個來這對時會說國學過還沒兩樣為開關問應該點經從見認識讓聽請長門間話樂車東馬"
    "幾發現電裡誰幫嗎與業體語員難機當後實親愛買賣書寫讀講變萬氣處願覺務視衛總風頭"
)
_SIMPLIFIED = frozenset(
    "们个来这对时会说国学过还没两样为开关问应该点经从见认识让听请长门间话乐车东马"
    "几发现电谁帮吗与业体语员难机当后实亲爱买卖书写读讲变万气处愿觉务视卫总风头题"
)

_EVERYDAY = {
    "en": "the and of to in is that it for was with they are have this be not who when we my"
    " you i me what would there people from someone do has want because their them help at on"
    " but by so can if as or an he she his her him how about after before where were been one"
    " all",
    "es": "el la los las de que y en un una por para con no es se lo mi su me como cuando más"
    " pero muy porque alguien quiero hay sin ya al del son ser personas ayuda hablar yo sus nos"
    " este esta está desde tiene le les todo donde nuestro nuestra él ellos fue hacer eso usted"
    " puede",
    "ht": "mwen nan yo ki pou ak yon se pa li sa la gen ka te ap nou moun lè men anpil ou vle"
    " fè konn epi tou kote sou anvan paske ede menm tankou pale genyen lòt bay chak avèk oswa"
    " kapab pral tout si",
    "vi": "tôi và là của có không người được cho một những với khi trong này đã để các muốn họ"
    " phải rất từ đến nhiều làm ai gì vì cần mà ở ra nói chúng bạn hay hoặc về nếu sẽ cũng như"
    " mình giúp nơi",
    "kea": "ta na ku di un kel ki pa é ka nha nu bu es mi dja tene ten pesoa kuza kenha pamo"
    " sabi txeu mas y ni kre djuda ses nos n kes nhos bai fla sta ser li podi papia kasa pur si"
    " ke sobri tudu",
    "pt-br": "o a os as de que e em um uma para com não é se por mais como eu minha meu mas"
    " quando quem foi muito porque alguém ajuda quero da do na no ao pessoas são ele ela já nos"
    " isso sem ter falar você está esta este desde tem pela pelo sobre nosso nossa eles dos das"
    " ou ser",
    "fr": "le la les de des et est un une que qui dans pour pas je il elle en ne nous avec ce"
    " sur mais au du par plus quand on mon ma ils suis être qu c d l j n leur sont personne"
    " vous votre ou cette si tout comme aux ses a été chez",
    "so": "waa in iyo oo ka ku ayaa la waxaan inuu uu ay si aan qof dad markii waxay u wax laga"
    " kala iska marka inay inaan ee aad ah ama waxaa badan caawimo kuma ma lagu qofka dadka"
    " wuxuu haddii leh kale kasta inta ayay mid hal waxa lahayn iyada aanu annaga adiga kuu loo"
    " soo uga",
}
_LANGUAGES_WITH: dict[str, list[str]] = defaultdict(list)
for _code, _words in _EVERYDAY.items():
    for _word in set(_words.split()):
        _LANGUAGES_WITH[_word].append(_code)
_WORD = re.compile(r"[^\W\d_]+")


def likely_other_language(text: str, named: str) -> str:
    """The code of the language of `text`, if it is clearly not the one `named`.

    "" if there is no reason to doubt `named`, or the text is too short.
    `languages.UNLISTED` for a script that none of our languages uses.
    """
    return other_than(named, signs_in(text[:READ_AT_MOST]))


def signs_in(text: str) -> Counter[str]:
    """What is counted in a text: letters of each script, and what is everyday in each language.

    What was counted in several texts may be added up.
    """
    text = unicodedata.normalize("NFC", text).lower()
    words = _WORD.findall(text)
    signs = Counter(chain.from_iterable(map(_LANGUAGES_WITH.get, words, repeat(()))))
    letters = "".join(words)
    left = len(letters)
    for script, (runs, _weight) in _SCRIPTS.items():
        if left:
            signs[script] = sum(map(len, runs.findall(letters)))
            left -= signs[script]
    signs[ANOTHER] = left
    if signs["han"]:
        signs["zh-hant"] = sum(map(_TRADITIONAL.__contains__, text))
        signs["zh-hans"] = sum(map(_SIMPLIFIED.__contains__, text))
    return signs


def other_than(named: str, signs: Counter[str]) -> str:
    """The code of the language that these are signs of, as of a text."""
    script = _script_of(signs)
    if script == "latin":
        return _by_words(signs, named)
    if script == "han":
        return _by_characters(signs, named)
    if not script:
        return ""
    language = _ONE_LANGUAGE.get(script, UNLISTED)
    return "" if language == named else language


def _script_of(signs: Counter[str]) -> str:
    """The most frequent script, ANOTHER for one not listed, "" for too few letters."""
    weights = {script: signs[script] * weight for script, (_runs, weight) in _SCRIPTS.items()}
    weights[ANOTHER] = signs[ANOTHER]
    if sum(weights.values()) < FEWEST_LETTERS:
        return ""
    return max(weights, key=weights.__getitem__)


def _by_words(signs: Counter[str], named: str) -> str:
    best = max(_EVERYDAY, key=signs.__getitem__)
    enough = max(FEWEST_WORDS, TIMES_AS_MANY * signs[named])
    return best if best != named and signs[best] >= enough else ""


def _by_characters(signs: Counter[str], named: str) -> str:
    """Traditional or simplified, by the characters that only one of them uses."""
    if named in _CHINESE:
        other = _CHINESE[named == "zh-hant"]
        is_other = signs[other] >= max(FEWEST_WORDS, TIMES_AS_MANY * signs[named])
        return other if is_other else ""
    return _CHINESE[signs["zh-hans"] > signs["zh-hant"]]
