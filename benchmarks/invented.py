"""Invented readouts of any length, in English and Russian, the same for the same seed.

They are made of pieces written for the project in the manner of real ones: an opening that
tells of the call, then sentences of a subject, an act and one to three matters. Both sides of
a pair draw on one agenda, each leaving out a part of it, so that a comparison has to work for
its rows as it does on real texts.
"""

import random
from dataclasses import dataclass

from crossread.text.tokens import count_words


@dataclass(frozen=True, slots=True)
class Voice:
    """How one side's ministry writes."""

    opening: str
    subjects: tuple[str, ...]
    acts: tuple[str, ...]
    matters: tuple[str, ...]  # the same matter at the same place in every language
    details: tuple[str, ...]  # with a figure or date in {}, or without
    joint: str
    closing: str


ENGLISH = Voice(
    opening=(
        "Secretary Mara Holt spoke by telephone today with Foreign Minister Aziz Karimov of "
        "Uzbekistan. "
    ),
    subjects=("The Secretary", "The Minister", "The two sides", "They also", "Both ministers"),
    acts=(
        "reaffirmed support for",
        "underscored the importance of",
        "discussed",
        "expressed concern over",
        "welcomed progress on",
        "exchanged views on",
        "agreed to step up work on",
        "thanked the partners for",
        "raised the question of",
        "noted the need for",
    ),
    matters=(
        "cross-border trade",
        "water sharing on the rivers of the region",
        "the fight against drug trafficking",
        "energy security",
        "the protection of human rights",
        "freedom of the press",
        "stability in Afghanistan",
        "counterterrorism",
        "the transport corridor to the sea",
        "climate change",
        "student exchanges",
        "food security",
        "nuclear non-proliferation",
        "export controls",
        "the return of refugees",
        "vaccines and public health",
        "the demarcation of the border",
        "sanctions",
        "cyber security",
        "critical minerals",
        "direct flights",
        "the release of detained journalists",
        "humanitarian aid",
        "reform of the United Nations",
        "military cooperation",
        "visa rules",
        "protection of cultural heritage",
        "the fight against corruption",
        "agriculture",
        "the ceasefire and the peace talks",
    ),
    details=(
        "The programme is worth ${} million.",
        "The next round is to be held on {} October 2024 in Samarkand.",
        "Some {} people have been affected since the spring.",
        "The talks were frank and constructive.",
        "They exchanged views on other issues of mutual interest.",
    ),
    joint=" and ",
    closing="The sides agreed to remain in touch.",
)
RUSSIAN = Voice(
    opening=(
        "Состоялся телефонный разговор министра иностранных дел Республики Узбекистан "
        "А.Каримова с Государственным секретарём США М.Холт. "
    ),
    subjects=("Министр", "Госсекретарь", "Стороны", "Собеседники также", "Министры"),
    acts=(
        "подтвердили поддержку темы:",
        "подчеркнули значение темы:",
        "обсудили",
        "выразили обеспокоенность тем, как обстоит дело:",
        "приветствовали ход работы:",
        "обменялись мнениями по теме:",
        "договорились активизировать работу:",
        "поблагодарили партнёров за",
        "затронули",
        "отметили важность темы:",
    ),
    matters=(
        "приграничную торговлю",
        "распределение воды рек региона",
        "борьбу с незаконным оборотом наркотиков",
        "энергетическую безопасность",
        "защиту прав человека",
        "свободу прессы",
        "стабильность в Афганистане",
        "борьбу с терроризмом",
        "транспортный коридор к морю",
        "изменение климата",
        "студенческие обмены",
        "продовольственную безопасность",
        "ядерное нераспространение",
        "экспортный контроль",
        "возвращение беженцев",
        "вакцины и здравоохранение",
        "делимитацию границы",
        "санкции",
        "кибербезопасность",
        "критически важные минералы",
        "прямые авиарейсы",
        "освобождение задержанных журналистов",
        "гуманитарную помощь",
        "реформу ООН",
        "военное сотрудничество",
        "визовый режим",
        "охрану культурного наследия",
        "борьбу с коррупцией",
        "сельское хозяйство",
        "прекращение огня и мирные переговоры",
    ),
    details=(
        "Программа оценивается в {} млн долларов США.",
        "Следующий раунд пройдёт {} октября 2024 года в Самарканде.",
        "С весны пострадали около {} человек.",
        "Беседа прошла в конструктивном ключе.",
        "Обменялись мнениями по другим вопросам, представляющим взаимный интерес.",
    ),
    joint=" и ",
    closing="Условились поддерживать контакты.",
)
VOICES = {"en": ENGLISH, "ru": RUSSIAN}
MATTERS_MAX = 3  # in one sentence
LEFT_OUT = 0.3  # of the agenda, by each side


def invented_pair(words: int, languages: tuple[str, str] = ("en", "en")) -> tuple[str, str]:
    """Two accounts of one invented call, of about that many words each."""
    left, right = (
        invented_readout(words, VOICES[language], seed)
        for seed, language in enumerate(languages, start=20240301)
    )
    return left, right


def invented_readout(words: int, voice: Voice, seed: int) -> str:
    """One account, of at least that many words and at most a sentence more."""
    chance = random.Random(seed)
    agenda = [m for m in voice.matters if chance.random() > LEFT_OUT]
    parts, counted = [voice.opening], count_words(voice.opening + voice.closing)
    while counted < words:
        sentence = _sentence(voice, agenda, chance)
        counted += count_words(sentence)
        parts.append(sentence + ("\n" if chance.random() < 0.2 else " "))
    return "".join((*parts, voice.closing))


def _sentence(voice: Voice, agenda: list[str], chance: random.Random) -> str:
    if chance.random() < 0.2:
        return chance.choice(voice.details).format(chance.randint(1, 28))
    matters = chance.sample(agenda, chance.randint(1, MATTERS_MAX))
    listed = ", ".join(matters[:-1]) + (voice.joint if matters[1:] else "") + matters[-1]
    return f"{chance.choice(voice.subjects)} {chance.choice(voice.acts)} {listed}."
