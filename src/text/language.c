/* The language of a text. Scripts that one language has all to itself decide at once; among the
 * others the commonest function words are counted. */
#include "text/language.h"

#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "base/tag.h"
#include "base/text.h"

enum { SAMPLE = 20000 }; /* bytes looked at */

/* Function words, each list made for this project from the grammar of its language. A word that two
 * languages share counts for both and so decides nothing. */
static const struct {
    const char *tag, *words;
} languages[] = {
    {"es", " el la los las de del que y en un una por con para se su al lo como más o pero sus le "
           "ya este esta sí porque"
           " entre cuando muy sin sobre también me hasta hay donde quien desde todo nos ese eso "
           "fue ha es son está no si"
           " ante esa esos ni contra uno ser han qué cómo "},
    {"en", " the of and to in a is that for it as was with be by on not he his but at are this "
           "have from or had an they"
           " which you were her all she there would their we him been has when who will more no if "
           "out so what its about"
           " into than can only other could these any may such our your "},
    {"fr", " le la les de des du et en un une que qui dans pour pas sur au aux avec ce il elle ne "
           "se par plus est sont été"
           " nous vous leur cette ces mais ou où son sa ses tout comme être fait d l n qu c "},
    {"pt", " o a os as de do da dos das que e em um uma para com não por mais na no nas nos se ao "
           "como mas foi ele ela seu"
           " sua ou ser quando muito há já está também só pelo pela até isso entre são à às você "},
    {"it", " il lo la i gli le di del della dei delle che e in un una per con non si da al alla "
           "sono è più anche come ma"
           " nel nella questo questa ha dal dalla ai suo sua essere loro o se perché cui tra "},
    {"de", " der die das und in zu den von mit ist des für auf im dem nicht ein eine als auch es "
           "an werden aus er hat dass"
           " sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur "
           "oder aber vor zur bis mehr"
           " durch man sein wurde "},
    {"ca", " el la els les de del dels que i en un una per amb no és al als com més són va ser "
           "però aquest aquesta també"
           " ha seva seu dins entre sobre fins quan on molt ho hi "},
    {"gl", " o a os as de do da dos das que e en un unha para con non por máis na no nas nos se ao "
           "como pero foi súa seu"
           " está tamén só polo pola ata entre son á ás unha "},
    {"nl", " de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij "
           "of uit nog worden door"
           " naar heeft hij ze wordt tot je mijn deze over zo kan geen werd "},
    {"sv", " och i att det som en på är av för med den till inte har de ett om men var sig så från "
           "vi kan när nu än eller"
           " också ut efter där hade vid mot under "},
    {"da", " og i at det som en på er af for med den til ikke har de et om men var sig så fra vi "
           "kan når nu end eller også"
           " ud efter der havde ved mod under blev hvor "},
    {"pl", " w i na z do się nie że jest to o jak za od po co dla przez ale tak jego przy może są "
           "był ma być które który"
           " oraz tym przed "},
    {"ro", " de la și în a cu pe care că nu un o este din pentru mai sau ce se au fi prin după "
           "fost sunt dar al ale lui"
           " cel cea către despre "},
    {"tr", " ve bir bu da de için ile çok olarak daha gibi olan ne kadar sonra var ise ama değil "
           "en her o mi veya "},
    {"eu", " eta da ez ere bat dira du zen izan baina hau edo dute duen zuen egin baino horren "},
    {"fi",
     " ja on ei että se hän oli ovat mutta kun joka myös ole sen tai niin kuin mukaan vain jos "},
    {"hu", " a az és hogy nem is egy ez de volt meg csak van mint már vagy még ha ki el azt "},
    {"cs",
     " a v se na je že s z o i do to ve k pro za by ale jako po jeho byl od jsou které jsem však "},
    {"id", " yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena "
           "tersebut bisa ada mereka "},
    {"vi", " và của là có trong cho không được các một những với người này đã khi đến để "},
    {"ru", " и в не на что с он как это по но они мы за из у от так же для о его бы до или был "},
    {"uk", " і в не на що з він як це та до у але вони ми за його для від або був є про який "},
    {"bg", " и в не на че с той като това по но за от се да са е има или беше които "},
    {"sr", " и у не на да је с као то по али за од се су или био који што "},
    {"ar", " في من على أن إلى عن مع هذا هذه التي الذي ما لا كان قد كل بين هو هي أو "},
    {"fa", " و در به از که این را با است برای آن یک می شد تا بر های کرد "},
    {"ur", " اور کے میں کی ہے سے کا کو نے پر یہ اس ہیں کہ "},
};

enum { LANGUAGES = sizeof languages / sizeof *languages };

/* Scripts that name their language. */
static const struct {
    UScriptCode script;
    const char *tag;
} scripts[] = {
    {USCRIPT_HIRAGANA, "ja"}, {USCRIPT_KATAKANA, "ja"},   {USCRIPT_HANGUL, "ko"},
    {USCRIPT_HAN, "zh"},      {USCRIPT_GREEK, "el"},      {USCRIPT_HEBREW, "he"},
    {USCRIPT_THAI, "th"},     {USCRIPT_DEVANAGARI, "hi"}, {USCRIPT_BENGALI, "bn"},
    {USCRIPT_TAMIL, "ta"},    {USCRIPT_GEORGIAN, "ka"},   {USCRIPT_ARMENIAN, "hy"},
    {USCRIPT_LAO, "lo"},      {USCRIPT_KHMER, "km"},      {USCRIPT_MYANMAR, "my"},
};

enum { SCRIPTS = sizeof scripts / sizeof *scripts };

struct counting {
    size_t scripts[SCRIPTS], letters;
    size_t words, hits[LANGUAGES];
};

static void count_letter(struct counting *c, UChar32 letter)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(letter, &status);
    c->letters++;
    for (size_t i = 0; i < SCRIPTS; i++)
        c->scripts[i] += script == scripts[i].script;
}

/* word: lower case, between two blanks, in `room`. */
static void count_word(struct counting *c, char *room, size_t length)
{
    room[length] = ' ';
    room[length + 1] = '\0';
    c->words++;
    for (size_t i = 0; i < LANGUAGES; i++)
        c->hits[i] += strstr(languages[i].words, room) != NULL;
}

static void count(struct counting *c, cotexto_text text)
{
    char word[40] = " ";
    size_t length = 1;
    bool fits = true;
    if (text.length > SAMPLE)
        text.length = SAMPLE;
    for (size_t i = 0; i <= text.length;) {
        UChar32 letter = ' ';
        if (i < text.length)
            U8_NEXT_OR_FFFD(text.bytes, i, text.length, letter);
        else
            i++;
        if (u_isalpha(letter) || u_charType(letter) == U_NON_SPACING_MARK) {
            if (u_isalpha(letter))
                count_letter(c, letter);
            UChar32 lower = u_tolower(letter);
            fits = fits && length + 6 < sizeof word;
            if (fits)
                U8_APPEND_UNSAFE(word, length, lower);
        } else {
            if (length > 1 && fits)
                count_word(c, word, length);
            length = 1;
            fits = true;
        }
    }
}

/* A script that most letters are in; kana make Japanese of what else would be Chinese. */
static double by_script(const struct counting *c, char tag[COTEXTO_TAG_SIZE])
{
    size_t kana = c->scripts[0] + c->scripts[1];
    for (size_t i = 0; i < SCRIPTS; i++) {
        size_t letters = c->scripts[i];
        if (scripts[i].script == USCRIPT_HAN && kana * 20 > letters)
            letters = 0;
        if (scripts[i].script == USCRIPT_HIRAGANA)
            letters = kana == 0 ? 0 : kana + c->scripts[3];
        if (letters * 2 > c->letters) {
            snprintf(tag, COTEXTO_TAG_SIZE, "%s", scripts[i].tag);
            return (double)letters / (double)c->letters;
        }
    }
    return 0;
}

double language_guess(cotexto_text text, char tag[COTEXTO_TAG_SIZE])
{
    struct counting c = {0};
    snprintf(tag, COTEXTO_TAG_SIZE, "und");
    count(&c, text);
    double sure = c.letters == 0 ? 0 : by_script(&c, tag);
    if (sure > 0)
        return sure;
    size_t best = 0, second = 0, which = 0;
    for (size_t i = 0; i < LANGUAGES; i++) {
        if (c.hits[i] > best) {
            second = best;
            best = c.hits[i];
            which = i;
        } else if (c.hits[i] > second) {
            second = c.hits[i];
        }
    }
    if (best == 0)
        return 0;
    snprintf(tag, COTEXTO_TAG_SIZE, "%s", languages[which].tag);
    return (double)(best - second) / (double)best * (best >= 5 ? 1 : (double)best / 5);
}

bool language_known(const char *tag)
{
    for (size_t i = 0; i < LANGUAGES; i++) {
        if (tag_same_language(languages[i].tag, tag))
            return true;
    }
    for (size_t i = 0; i < SCRIPTS; i++) {
        if (tag_same_language(scripts[i].tag, tag))
            return true;
    }
    return false;
}
