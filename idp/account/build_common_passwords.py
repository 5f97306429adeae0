#!/usr/bin/env python3
"""Writes common_passwords.txt: what people in Germany choose most often, made from a few rules.

Sources: the top of the yearly rankings that newspapers report (facts, no list copied), and the habits they show:
keyboard walks, runs of digits, years, first names, clubs, cities, months, pet words, each alone, doubled, with the
usual endings. Words are kept folded (lower case, NFKC); spellings such as P@ssw0rd1! are found by password_blocklist,
which undoes them before it looks. Run it after changing a word here:  python3 build_common_passwords.py
"""
import pathlib
import unicodedata

TOP = """
123456 password 123456789 12345678 12345 1234567 1234567890 qwerty abc123 111111 000000 123123 654321 666666 555555
987654321 121212 112233 iloveyou admin admin123 administrator root toor letmein welcome welcome1 monkey dragon sunshine
princess football baseball basketball superman batman shadow master michael jennifer hunter hunter2 trustno1 starwars
pokemon whatever freedom ninja mustang access login passw0rd pass1234 password1 password123 qwerty123 qwertyuiop 1q2w3e
1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc zaq12wsx qazwsx qazwsxedc asdfgh asdfghjkl zxcvbn zxcvbnm qwe123 qweasd
qweasdzxc asd123 a1b2c3 a1b2c3d4 abcd1234 abcdefg abcdefgh aa123456 test test123 tester testtest guest default changeme
change_me secret geheim geheimnis passwort passwort1 passwort123 kennwort losungswort zugang anmelden anmeldung konto
hallo hallo123 hallo1 halloduda servus moin tschuess schatz schatzi schnucki liebling engel maus mausi hase hasi baerchen
spatz spatzi prinzessin sonnenschein sternchen ichliebedich ichliebdich iloveu ficken arschloch scheisse scheiße fotze
schlampe hurensohn muschi penis sommer winter herbst fruehling frühling sonne mond stern blume rose lilie tulpe apfel
banane kirsche erdbeere schokolade kaffee bier wein pizza nutella computer laptop internet google facebook instagram
whatsapp youtube tiktok amazon netflix windows microsoft samsung nokia iphone android apple linux ubuntu fussball fußball
bundesliga deutschland germany berlin hamburg muenchen münchen koeln köln frankfurt stuttgart duesseldorf düsseldorf
dortmund essen leipzig bremen dresden hannover nuernberg nürnberg duisburg bochum wuppertal bielefeld bonn muenster
münster karlsruhe mannheim augsburg wiesbaden moenchengladbach gelsenkirchen aachen kiel braunschweig chemnitz magdeburg
freiburg krefeld mainz luebeck lübeck erfurt rostock kassel potsdam saarbruecken oldenburg osnabrueck heidelberg
darmstadt regensburg ingolstadt wuerzburg ulm wolfsburg offenbach heilbronn pforzheim bottrop bremerhaven recklinghausen
remscheid koblenz bergisch salzgitter siegen cottbus hildesheim witten trier zwickau jena gera schwerin wien zuerich
ukraine kyiv kiev lviv odesa kharkiv dnipro poland polska turkey turkiye istanbul ankara syria afghanistan
schalke schalke04 bayern fcbayern bvb bvb09 borussia dortmund09 werder hsv1887 fckoeln effzeh gladbach hertha eintracht
mercedes porsche bmw audi volkswagen golfgti opel ferrari ducati yamaha kawasaki suzuki
jobcenter arbeitsagentur arbeitsamt bundesagentur arbeitslos buergergeld bürgergeld hartz hartz4 jobcenterdigital
agentur agenturfuerarbeit kundennummer bewerbung familienkasse kindergeld freischaltcode sozialamt
katze hund hamster pferd delfin tiger loewe löwe panther wolf drache einhorn schmetterling elefant giraffe pinguin
killer gangster playboy casanova loverboy babygirl lovely love lover sexy hottie angel angels devil lucifer satan jesus
gott allah matrix gandalf hobbit frodo legolas voldemort harrypotter hermine dumbledore skywalker vader yoda spiderman
ironman joker naruto sasuke pikachu minecraft fortnite counterstrike warcraft diablo zelda mario luigi sonic
killerqueen metallica nirvana rammstein slipknot acdc onkelz toten hosen aerzte tokiohotel eminem tupac
familie family mama papa mutter vater oma opa bruder schwester tochter sohn kinder baby zuhause heimat freiheit
leben liebe freunde freundin freund hoffnung glueck glück urlaub weihnachten ostern geburtstag silvester
guten morgen gutenmorgen gutentag danke bitte willkommen nichts niemand vergessen keinpasswort meinpasswort dasistmeinpasswort
deinpasswort neuespasswort altespasswort sicherespasswort supersicher ganzgeheim streng streng geheim strenggeheim
correcthorsebatterystaple mustermann maxmustermann musterfrau erikamustermann beispiel beispielpasswort
пароль пароль123 парольпароль привет любовь солнце наташа максим андрей сергей дима саша украина україна київ одеса львів
харків сонечко кохання коханий кохана мама тато родина квітка весна літо осінь зима динамо шахтар слава славаукраїні
россия москва лето ромашка зайка котик кошка собака йцукен йцукен123 йцукенг фывапр фывапролд ячсмит ячсмитьбю марина
password! p@ssword p@ssw0rd pa55word pa$$word passwd pwd1234 user user123 benutzer gast chef buero büro firma
"""

NAMES = """
alexander maximilian paul leon luca lukas jonas elias finn ben noah felix julian moritz tim niklas david jakob jan
philipp anton emil oskar max fabian simon linus henry theo leo matteo jannik florian tobias sebastian daniel christian
stefan andreas thomas michael peter klaus wolfgang juergen jürgen dieter manfred uwe bernd frank ralf markus martin
matthias marcel marco mario dennis patrick kevin sven dirk joerg jörg rainer heinz horst guenter günter werner helmut
gerhard karl hans heinrich friedrich otto wilhelm rudolf walter kurt erwin josef johann georg franz robert richard
marie sophie sofia maria emma hannah hanna mia anna lena lea leonie emilia lina clara klara lilly luisa amelie johanna
laura sarah julia lisa katharina nele charlotte ida mathilda frieda greta paula pauline melina antonia victoria
vanessa jessica jasmin jasmine nadine nicole melanie stefanie stephanie sandra andrea claudia susanne sabine petra
monika birgit gabriele ursula renate karin brigitte ingrid helga christa gisela elke heike anja tanja katja kathrin
katrin kerstin silke simone martina manuela daniela michaela angela angelika barbara christine christina carina
miriam rebecca nina jana janina jennifer denise yvonne bianca ramona doris ute elisabeth margarete hildegard gertrud
mohammed muhammad ahmed ali hassan hussein omar yusuf ibrahim mehmet mustafa murat emre can deniz fatma ayse elif
zeynep meryem aylin leyla yasmin amina samira nour maryam zahra fatima layla khadija aleksandra katarzyna agnieszka
magdalena piotr krzysztof tomasz marcin pawel lukasz mateusz jakub michal ionut andrei alexandru elena ioana mihaela
ivan dimitar georgi petya olena oksana iryna natalia natalya tetiana tatiana svitlana svetlana yulia julija kateryna
ekaterina anastasia daria darya olga viktoria polina valentina galina larisa oleksandr aleksandr andriy andrey sergey
serhiy dmytro dmitry maksym volodymyr vladimir bohdan bogdan artem denys igor ihor yuriy yuri mykola nikolay vasyl
taras ruslan roman pavlo viktor anton stanislav yaroslav vitalii oleh oleg kostya john james william george charlie
thomas oliver jack harry jacob joshua matthew andrew anthony joseph brandon justin austin tyler ashley amanda samantha
elizabeth olivia chloe emily jessica grace lucy megan hannah abigail madison brittany nathan samuel benjamin nicholas
олександр андрій сергій дмитро максим володимир богдан артем денис ігор юрій микола василь тарас руслан роман павло
віктор антон ярослав олег олена оксана ірина наталія тетяна світлана юлія катерина анастасія дарія ольга вікторія
поліна валентина галина лариса марія анна софія злата соломія вероніка аліна діана каріна
"""

MONTHS = """januar februar maerz märz april mai juni juli august september oktober november dezember january february
march june july october december montag dienstag mittwoch donnerstag freitag samstag sonntag monday friday sunday""".split()

ROWS = ["1234567890", "qwertzuiopü", "qwertyuiop", "asdfghjklöä", "asdfghjkl", "yxcvbnm", "zxcvbnm", "йцукенгшщзхї",
        "йцукенгшщзхъ", "фівапролджє", "фывапролджэ", "ячсмитьбю", "abcdefghijklmnopqrstuvwxyz"]
COLUMNS = ["1qay", "2wsx", "3edc", "4rfv", "5tgb", "6zhn", "7ujm", "1qaz", "2wsx", "3edc", "6yhn", "qay", "wsx", "edc",
           "rfv", "qaz", "tgb"]
ENDINGS = ["1", "12", "123", "1234", "12345", "123456", "!", "1!", "123!", "01", "007", "69", "99", "00", "11", "22", "77", "88"]
PHRASES = """
passwortvergessen ichhabekeinpasswort ichhabesvergessen ichhabeesvergessen daspasswort meinkonto meinzugang meinname
meinpasswortist ichbinich ichbins ichbinderchef lassmichrein lassmichhierrein oeffnedich sesamoeffnedich sesam
ichliebemeinemama ichliebemeinefamilie ichliebemeinenhund ichliebemeinekatze ichliebemeinleben ichliebeschokolade
ichliebefussball meinefamilie meinekinder meinemama meinhund meinekatze meinschatz meinengel meinleben
diesonnescheint allesgute allesgutezumgeburtstag herzlichwillkommen gutenacht schoenentag niewieder niewiederarbeiten
arbeitsagenturdigital bundesagenturfuerarbeit jobcenterberlin jobcenterkonto agenturfürarbeit onlinekonto
bayernmuenchen bayernmünchen fcbayernmuenchen borussiadortmund schalkenullvier werderbremen hamburgersv vfbstuttgart
eintrachtfrankfurt fortunaduesseldorf bayerleverkusen unionberlin herthabsc hansarostock dynamodresden rotweissessen
deutschland2006 weltmeister weltmeister2014 europameister kaiserslautern borussiamoenchengladbach
iloveyousomuch iloveyouforever iloveyoubaby letmeinplease openthedoor thisismypassword mypassword mypasswordis
passwordpassword nopassword newpassword oldpassword thepassword changeme123 administrator123 welcometotheparty
startrekvoyager starwarsfan lordoftherings herrderringe harrypotterfan gameofthrones dragonballz onepiece
abrakadabra hokuspokus simsalabim dreimaldarfstduraten alibaba tausendundeinenacht
""".split()


def fold(text):
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def walks():
    for row in ROWS:
        for way in (row, row[::-1]):
            for start in range(len(way)):
                for end in range(start + 4, len(way) + 1):
                    yield way[start:end]
    for first in COLUMNS:
        for second in COLUMNS:
            yield first + second
            yield first + second[::-1]
            for third in COLUMNS[:7]:
                yield first + second + third


def digits():
    for length in range(4, 13):
        for digit in "0123456789":
            yield digit * length
    for pair in range(100):
        for times in (2, 3, 4, 6):
            yield f"{pair:02d}" * times
    for year in range(1940, 2031):
        yield str(year)
        yield str(year) * 2
    for day in range(1, 32):
        for month in range(1, 13):
            yield f"{day:02d}{month:02d}"
    for number in ("314159", "3141592", "31415926", "271828", "147258369", "159753", "741852963", "963852741", "789456",
                   "789456123", "147852", "147852369", "159357", "258456", "1357911", "13579", "24680", "02468", "112358"):
        yield number


def words():
    yield from TOP.split()
    yield from NAMES.split()
    yield from MONTHS
    yield from PHRASES


def build():
    out = set(walks()) | set(digits())
    base = {fold(word) for word in words()}
    out |= base
    for word in base:
        out.add(word * 2)
        for ending in ENDINGS:
            out.add(word + ending)
    seasons = ["sommer", "winter", "herbst", "frühling", "fruehling", "summer", "passwort", "password", "kennwort", "hallo",
               "geheim", "schatz", "schalke", "bayern", "berlin", "deutschland", "jobcenter", "ukraine", "willkommen"]
    for word in seasons + MONTHS:
        for year in range(1990, 2031):
            out.add(f"{word}{year}")
            out.add(f"{word}{year % 100:02d}")
    return sorted({fold(entry) for entry in out if len(entry) >= 4}, key=lambda text: text.encode())


if __name__ == "__main__":
    target = pathlib.Path(__file__).with_name("common_passwords.txt")
    target.write_text("\n".join(build()) + "\n", encoding="utf-8")
