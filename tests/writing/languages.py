"""One invented event in each language that pages are tested on: two reports, each with a sentence that hangs on the "
"one before it."""

from __future__ import annotations

from datetime import UTC, datetime

from newsloom.model import Article

#: language → (title, text) of each report, and the start of the sentence that hangs
EVENTS: dict[str, tuple[tuple[tuple[str, str], tuple[str, str]], str]] = {
    "en": (
        (
            ("Ferry runs aground off Skarra with 84 people on board",
             "A ferry with 84 people on board ran aground off the island of Skarra on Monday morning. Nobody was "
             "injured, the coastguard "
             "said. They were brought ashore in lifeboats within two hours. The harbour authority closed the "
             "northern channel to all "
             "ships. Why did the captain leave the channel? Investigators will examine the ship's navigation system on Wednesday."),
            ("All 84 passengers rescued after ferry accident off Skarra",
             "Lifeboats rescued all 84 passengers of a ferry that hit a rock near Skarra on Monday. The ship's "
             "owner, Norline, said the "
             "vessel was on its regular route to Lorn. It had been inspected in March. Divers found a hole two "
             "metres long in the hull. "
             "The transport ministry has ordered an inquiry into the accident."),
        ),
        "They were",
    ),
    "de": (
        (
            ("Fähre läuft vor Skarra auf Grund: 84 Menschen an Bord",
             "Eine Fähre mit 84 Menschen an Bord ist am Montagmorgen vor der Insel Skarra auf Grund gelaufen. Nach "
             "Angaben der Küstenwache "
             "wurde niemand verletzt. Sie wurden innerhalb von zwei Stunden mit Rettungsbooten an Land gebracht. Die "
             "Hafenbehörde sperrte "
             "die nördliche Fahrrinne für alle Schiffe. Warum verließ der Kapitän die Fahrrinne? Ermittler wollen am "
             "Mittwoch das "
             "Navigationssystem des Schiffes untersuchen."),
            ("Alle 84 Passagiere nach Fährunglück vor Skarra gerettet",
             "Rettungsboote haben am Montag alle 84 Passagiere einer Fähre gerettet, die nahe Skarra auf einen "
             "Felsen gefahren war. Die "
             "Reederei Norline erklärte, das Schiff sei auf seiner üblichen Route nach Lorn gewesen. Es war im März "
             "überprüft worden. "
             "Taucher fanden ein zwei Meter langes Loch im Rumpf. Das Verkehrsministerium hat eine Untersuchung des Unglücks angeordnet."),
        ),
        "Sie wurden",
    ),
    "es": (
        (
            ("Un transbordador con 84 personas encalla frente a Skarra",
             "Un transbordador con 84 personas a bordo encalló el lunes por la mañana frente a la isla de Skarra. "
             "Nadie resultó herido, "
             "según la guardia costera. Ellos fueron llevados a tierra en botes salvavidas en dos horas. La "
             "autoridad portuaria cerró el "
             "canal norte a todos los barcos. ¿Por qué dejó el capitán el canal? Los investigadores examinarán el "
             "miércoles el sistema de "
             "navegación del buque."),
            ("Rescatados los 84 pasajeros del accidente cerca de Skarra",
             "Los botes salvavidas rescataron el lunes a los 84 pasajeros de un transbordador que chocó con una roca "
             "cerca de Skarra. La "
             "naviera Norline afirmó que el buque seguía su ruta habitual hacia Lorn. Además, los buzos hallaron un "
             "agujero de dos metros "
             "en el casco. El ministerio de Transportes ha ordenado una investigación del accidente."),
        ),
        "Ellos fueron",
    ),
    "fr": (
        (
            ("Un ferry avec 84 personnes s'échoue au large de Skarra",
             "Un ferry transportant 84 personnes s'est échoué lundi matin au large de l'île de Skarra. Personne n'a "
             "été blessé, selon les "
             "garde-côtes. Ils ont été ramenés à terre en deux heures par des canots de sauvetage. L'autorité "
             "portuaire a fermé le chenal "
             "nord à tous les navires. Pourquoi le capitaine a-t-il quitté le chenal ? Les enquêteurs examineront "
             "mercredi le système de "
             "navigation du navire."),
            ("Les 84 passagers secourus après l'accident près de Skarra",
             "Des canots de sauvetage ont secouru lundi les 84 passagers d'un ferry qui a heurté un rocher près de "
             "Skarra. L'armateur "
             "Norline a déclaré que le navire suivait sa route habituelle vers Lorn. Cependant, les plongeurs ont "
             "trouvé un trou de deux "
             "mètres dans la coque. Le ministère des Transports a ordonné une enquête sur l'accident."),
        ),
        "Ils ont",
    ),
    "pt": (
        (
            ("Barco com 84 pessoas encalha ao largo de Skarra",
             "Um barco com 84 pessoas a bordo encalhou na segunda-feira de manhã ao largo da ilha de Skarra. Ninguém "
             "ficou ferido, segundo "
             "a guarda costeira. Eles foram levados para terra em botes salva-vidas em duas horas. A autoridade "
             "portuária fechou o canal "
             "norte a todos os navios. Por que o capitão deixou o canal? Os investigadores vão examinar na "
             "quarta-feira o sistema de "
             "navegação do navio."),
            ("Resgatados os 84 passageiros do acidente perto de Skarra",
             "Botes salva-vidas resgataram na segunda-feira os 84 passageiros de um barco que bateu numa rocha perto "
             "de Skarra. A empresa "
             "Norline afirmou que o navio seguia a rota habitual para Lorn. No entanto, os mergulhadores encontraram "
             "um buraco de dois "
             "metros no casco. O ministério dos Transportes ordenou uma investigação do acidente."),
        ),
        "Eles foram",
    ),
    "ru": (
        (
            ("Паром с 84 людьми сел на мель у острова Скарра",
             "Паром с 84 людьми на борту сел на мель у острова Скарра в понедельник утром. По данным береговой "
             "охраны, никто не пострадал. "
             "Они были доставлены на берег на спасательных шлюпках за два часа. Портовые власти закрыли северный "
             "канал для всех судов. "
             "Почему капитан покинул канал? Следователи изучат навигационную систему судна в среду."),
            ("Все 84 пассажира спасены после аварии парома у Скарры",
             "Спасательные шлюпки в понедельник сняли всех 84 пассажиров парома, который наскочил на скалу у Скарры. "
             "Компания «Норлайн» "
             "заявила, что судно шло обычным маршрутом в Лорн. Однако водолазы нашли в корпусе пробоину длиной два "
             "метра. Министерство "
             "транспорта распорядилось провести расследование аварии."),
        ),
        "Они были",
    ),
    "ar": (
        (
            ("جنوح عبارة على متنها 84 شخصا قبالة جزيرة سكارا",
             "جنحت عبارة على متنها 84 شخصا صباح يوم الاثنين قبالة جزيرة سكارا. وقال خفر السواحل إن أحدا لم يصب بأذى "
             "في الحادث. "
             "هؤلاء نقلوا إلى الشاطئ بقوارب النجاة خلال ساعتين. أغلقت سلطة الميناء القناة الشمالية أمام جميع السفن. "
             "لماذا غادر القبطان القناة؟ سيفحص المحققون نظام الملاحة في السفينة يوم الأربعاء."),
            ("إنقاذ جميع الركاب بعد حادث العبارة قرب سكارا",
             "أنقذت قوارب النجاة يوم الاثنين جميع الركاب البالغ عددهم 84 من عبارة اصطدمت بصخرة قرب سكارا. "
             "قالت شركة نورلاين إن السفينة كانت في طريقها المعتاد إلى لورن. عثر الغواصون على ثقب طوله متران في هيكل السفينة. "
             "أمرت وزارة النقل بإجراء تحقيق في الحادث."),
        ),
        "هؤلاء",
    ),
    "zh": (
        (
            ("载有84人的渡轮在斯卡拉岛附近搁浅",
             "一艘载有84人的渡轮星期一早上在斯卡拉岛附近海域搁浅。海岸警卫队表示事故中没有人员受伤。他们在两小时内被救生艇送上岸。"
             "港务局宣布向所有船只关闭北部航道。船长为什么离开航道？调查人员将于星期三检查该船的导航系统。"),
            ("斯卡拉岛附近渡轮事故中84名乘客全部获救",
             "救生艇星期一救出了在斯卡拉岛附近触礁的渡轮上的全部84名乘客。船主诺莱公司表示渡轮当时正按常规航线驶往洛恩港。"
             "潜水员在船体上发现了一个两米长的洞。交通部已下令对这起事故展开调查。"),
        ),
        "他们",
    ),
    "ja": (
        (
            ("84人が乗ったフェリーがスカラ島沖で座礁",
             "月曜日の朝、84人が乗ったフェリーがスカラ島沖で座礁した。沿岸警備隊によると、けが人は出ていない。"
             "彼らは2時間以内に救命艇で岸に運ばれた。港湾局は北側の航路をすべての船に対して閉鎖した。船長はなぜ航路を離れたのか？"
             "調査官は水曜日に船の航法装置を調べる予定だ。"),
            ("スカラ島沖のフェリー事故で乗客84人全員を救助",
             "救命艇は月曜日、スカラ島付近で岩に衝突したフェリーの乗客84人全員を救助した。運航会社のノーラインは、船が通常の航路でローン港に"
             "向かっていたと発表した。潜水士は船体に長さ2メートルの穴を見つけた。運輸省は事故の調査を命じた。"),
        ),
        "彼ら",
    ),
    "ko": (
        (
            ("84명이 탄 여객선이 스카라섬 앞바다에서 좌초",
             "84명이 탄 여객선이 월요일 오전 스카라섬 앞바다에서 좌초했다. 해안경비대는 다친 사람이 없다고 밝혔다. "
             "그들은 두 시간 안에 구명정을 타고 육지로 옮겨졌다. 항만 당국은 모든 선박에 대해 북쪽 항로를 폐쇄했다. "
             "선장은 왜 항로를 벗어났을까? 조사관들은 수요일에 선박의 항법 장치를 조사할 예정이다."),
            ("스카라섬 여객선 사고 승객 84명 전원 구조",
             "구명정이 월요일 스카라섬 근처에서 암초에 부딪힌 여객선의 승객 84명을 모두 구조했다. "
             "선사 노라인은 배가 평소 항로로 로른항을 향하고 "
             "있었다고 발표했다. 잠수부들은 선체에서 길이 2미터의 구멍을 발견했다. 교통부는 사고에 대한 조사를 지시했다."),
        ),
        "그들은",
    ),
    "vi": (
        (
            ("Phà chở 84 người mắc cạn ngoài khơi đảo Skarra",
             "Một chiếc phà chở 84 người đã mắc cạn ngoài khơi đảo Skarra vào sáng thứ Hai. Lực lượng bảo vệ bờ biển "
             "cho biết không ai bị "
             "thương. Họ được đưa vào bờ bằng xuồng cứu sinh trong vòng hai giờ. Cơ quan cảng vụ đã đóng luồng phía "
             "bắc đối với mọi tàu "
             "thuyền. Vì sao thuyền trưởng rời luồng? Các điều tra viên sẽ kiểm tra hệ thống định vị của tàu vào thứ Tư."),
            ("Cứu toàn bộ 84 hành khách sau tai nạn phà gần Skarra",
             "Xuồng cứu sinh hôm thứ Hai đã cứu toàn bộ 84 hành khách của chiếc phà đâm vào đá gần Skarra. Công ty "
             "Norline cho biết con tàu "
             "đang đi theo tuyến thường lệ đến Lorn. Tuy nhiên, thợ lặn tìm thấy một lỗ thủng dài hai mét ở thân "
             "tàu. Bộ Giao thông đã ra "
             "lệnh điều tra vụ tai nạn."),
        ),
        "Họ được",
    ),
}  # fmt: skip


def reports(lang: str) -> list[Article]:
    """The two reports of the event in this language, an hour apart, of two outlets."""
    made = []
    for i, (title, text) in enumerate(EVENTS[lang][0]):
        at = datetime(2026, 3, 2, 9 + i, 30, tzinfo=UTC)
        made.append(Article(f"{lang}-{i}", title, text, source=f"Outlet {i}", published=at))
    return made
