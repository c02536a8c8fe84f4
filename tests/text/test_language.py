"""The language of a text from its script and letters."""

import pytest

from crossread.text.language import detect_language

# Invented sentences, each in the manner of an official text.
SENTENCES = {
    "en": "The two ministers discussed the state of the border and thanked each other.",
    "ru": "Министры обсудили положение на границе и условились о новых встречах.",
    "zh": "两国部长就边境贸易交换了意见，并同意继续保持沟通。",
    "ja": "両大臣は国境の状況について話し合い、引き続き連絡を取り合うことで一致した。",
    "ko": "양국 장관은 국경 상황에 대해 논의하고 계속 연락하기로 했다.",
    "uk": "Міністри обговорили ситуацію на кордоні та її наслідки для обох країн.",
    "be": "Міністры абмеркавалі становішча на мяжы ў гэтым годзе і ў будучыні.",
    "kk": "Министрлер әскери және сауда әріптестігін талқылап, ұзақ мерзімді жоспар құрды.",
    "tg": "Вазирон вазъи сарҳадро муҳокима намуда, ҷиҳати ҳамкорӣ изҳори омодагӣ карданд.",
    "bg": "Министрите обсъдиха положението на границата и се съгласиха да продължат.",
    "ar": "بحث الوزيران الوضع على الحدود واتفقا على مواصلة الاتصال.",
    "fa": "وزیران درباره وضعیت مرز گفت‌وگو کردند و چند پیشنهاد پذیرفتند.",
    "he": "השרים דנו במצב בגבול והסכימו להמשיך בקשר.",
    "el": "Οι υπουργοί συζήτησαν την κατάσταση στα σύνορα.",
    "hy": "Նախարարները քննարկել են սահմանի իրավիճակը։",
    "ka": "მინისტრებმა საზღვარზე არსებული ვითარება განიხილეს.",
    "fr": "Les deux ministres ont évoqué la situation à la frontière et se sont félicités de cela.",
    "de": "Die beiden Minister sprachen über die Lage an der Grenze und dankten einander.",
    "es": "Los dos ministros hablaron de la situación en la frontera y acordaron reunirse.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_an_official_sentence_tells_its_language(language: str) -> None:
    assert detect_language(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "   ", "12:30 — 5 %", "…"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert detect_language(text) == "und"


def test_a_name_in_another_script_does_not_change_the_language() -> None:
    assert detect_language(SENTENCES["ru"] + " (G20, NATO, COVID-19)") == "ru"
    assert detect_language(SENTENCES["en"] + " The paper 人民日报 reported on the talks.") == "en"
