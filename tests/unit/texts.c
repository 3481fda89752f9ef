#include "texts.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

size_t dice_roll(struct dice *dice, size_t below)
{
    dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
    return below == 0 ? 0 : (size_t)(dice->state >> 33) % below;
}

static const char *pick(struct dice *dice, const char *const *words)
{
    size_t count = 0;
    while (words[count] != NULL)
        count++;
    return words[dice_roll(dice, count)];
}

/* --------------------------------------------------------------------------------- vocabulary */

static const char *const latin[] = {"save",
                                    "Save",
                                    "saved",
                                    "SAVES",
                                    "the",
                                    "file",
                                    "Files",
                                    "filing",
                                    "don't",
                                    "don’t",
                                    "DON'T",
                                    "can´t",
                                    "año",
                                    "Años",
                                    "ano",
                                    "straße",
                                    "STRASSE",
                                    "İstanbul",
                                    "ﬁle",
                                    "Ｆｉｌｅ",
                                    "naïve",
                                    "nai\xCC\x88ve",
                                    "co\xC2\xADoperate",
                                    "cooperate",
                                    "B2",
                                    "x_1",
                                    "_",
                                    "a.b",
                                    "e.g",
                                    "niños",
                                    "niño",
                                    "l'été",
                                    "running",
                                    "runs",
                                    "a:b",
                                    "ŀl",
                                    "Åland",
                                    "A\xCC\x8Aland",
                                    "ﬃ",
                                    "ǅ",
                                    NULL};
static const char *const han[] = {"会议", "會議", "文件",           "二〇二六年", "々", "保存",
                                  "了",   "ㄅ",   "会\xEF\xB8\x80", "𠮷",         NULL};
static const char *const kana[] = {"ファイル",       "ﾌｧｲﾙ", "ガイド",     "ｶﾞｲﾄﾞ",
                                   "コーヒー",       "を",   "保存する",   "サーーバ",
                                   "か\xE3\x82\x99", "ゝ",   "パスワード", NULL};
static const char *const thai[] = {"ที่",  "ภาษา", "ไทย",   "ปี๒๕๖๗", "บันทึก",  "ไฟล์",
                                   "น้ำ", "ๆ",    "ປະເທດ", "ខ្មែរ",  "မြန်မာ", NULL};
static const char *const arabic[] = {"كتب", "كَتَبَ", "كـتـب", "الكتاب", "كتاب", "١٢٣",
                                     "لا",  "ملف", "ملفات", "،",      NULL};
static const char *const cyrillic[] = {"файл", "файлы",       "Файлов", "сохранить", "не",
                                       "йод",  "и\xCC\x86од", "Ёлка",   "елка",      NULL};
static const char *const hebrew[] = {
    "צה\"ל", "ג'", "שלום", "־", "ὈΔΥΣΣΕΎΣ", "ὀδυσσεύς", "हिन्दी", "한국어", "ᄒ\xE1\x85\xA1", NULL};
static const char *const numbers[] = {"3",
                                      "12",
                                      "1,234.5",
                                      "1.234,5",
                                      "٣٤",
                                      "３",
                                      "3.",
                                      ".5",
                                      "๑๒",
                                      "1-2",
                                      "²",
                                      "Ⅳ",
                                      "½",
                                      "3\xE2\x83\xA3",
                                      "5\xE2\x80\xAF"
                                      "000",
                                      NULL};
static const char *const marks[] = {".",
                                    ",",
                                    "...",
                                    "…",
                                    "!",
                                    "\"",
                                    "«",
                                    "»",
                                    "“",
                                    "”",
                                    "„",
                                    "‘",
                                    "’",
                                    "`",
                                    "´",
                                    "″",
                                    "-",
                                    "–",
                                    "—",
                                    "−",
                                    "‐",
                                    "(",
                                    ")",
                                    "¿",
                                    "。",
                                    "、",
                                    "「",
                                    "」",
                                    "•",
                                    "%",
                                    "🙂",
                                    "👨\xE2\x80\x8D👩\xE2\x80\x8D👧",
                                    "🇪🇸",
                                    "🇪🇸🇲🇽",
                                    "❤\xEF\xB8\x8F",
                                    "👍🏽",
                                    "\xE2\x80\x8B",
                                    "\xE2\x80\x8D",
                                    "\xE2\x81\xA0",
                                    "\xC2\xAD",
                                    "\xCC\x81",
                                    "\xEF\xBF\xBC",
                                    "\xEF\xBF\xBC",
                                    "\xE2\x80\x8F",
                                    "⹂",
                                    "〜",
                                    "־",
                                    "﹣",
                                    "～",
                                    "ʺ",
                                    NULL};
static const char *const blanks[] = {
    " ", " ", " ", " ", " ", " ", "", "  ", "\xC2\xA0", "\xE3\x80\x80", "\n", "\t", "\r\n", NULL};
static const char *const *const scripts[] = {latin, latin,  latin,    han,   kana,
                                             thai,  arabic, cyrillic, hebrew};

void texts_random(struct dice *dice, size_t words, struct string *out)
{
    size_t count = dice_roll(dice, words + 1), script_count = sizeof scripts / sizeof *scripts;
    const char *const *script = scripts[dice_roll(dice, script_count)];
    for (size_t i = 0; i < count; i++) {
        size_t kind = dice_roll(dice, 10);
        const char *const *list = kind < 6   ? script
                                  : kind < 7 ? numbers
                                  : kind < 9 ? marks
                                             : scripts[dice_roll(dice, script_count)];
        string_append_c(out, pick(dice, list));
        string_append_c(out, pick(dice, blanks));
    }
}

void texts_plain(struct dice *dice, size_t words, struct string *out)
{
    static const char *const rare[] = {
        "comisión", "presupuesto", "puerto",   "pesca",    "acuerdo",   "informe", "ministro",
        "cosecha",  "frontera",    "escuela",  "hospital", "carretera", "energía", "río",
        "vecinos",  "consejo",     "votación", "ley",      "mercado",   "isla",    NULL};
    static const char *const common[] = {"el",  "la", "de", "en", "los", "las", "que", "para",
                                         "con", "no", "se", "ha", "un",  "una", NULL};
    static const char *const verbs[] = {"aprobó",  "aprueba", "aprobaron", "visitó", "visitar",
                                        "anunció", "cerró",   "cerraron",  "pidió",  NULL};
    for (size_t i = 0; i < words; i++) {
        size_t kind = dice_roll(dice, 10);
        if (i > 0)
            string_append_c(out, " ");
        if (kind == 9)
            string_append_format(out, "%zu", dice_roll(dice, 40));
        else
            string_append_c(out, pick(dice, kind < 5 ? common : kind < 8 ? rare : verbs));
    }
    string_append_c(out, ".");
}

/* -------------------------------------------------------------------------------------- edits */

/* The next word at or after byte `at`: what stands between blanks. */
static cotexto_text next_word(cotexto_text text, size_t at)
{
    while (at < text.length && text.bytes[at] == ' ')
        at++;
    size_t end = at;
    while (end < text.length && text.bytes[end] != ' ')
        end++;
    return text_slice(text, at, end);
}

static cotexto_text any_word(struct dice *dice, cotexto_text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.bytes[i] != ' ' && (i == 0 || text.bytes[i - 1] == ' ');
    cotexto_text word = next_word(text, 0);
    for (size_t skip = dice_roll(dice, count); skip > 0; skip--)
        word = next_word(text, (size_t)(word.bytes - text.bytes) + word.length);
    return word;
}

/* An edit: appends what comes instead of `word`, which is a part of the text. */
struct edit_place {
    struct dice *dice;
    cotexto_text word, other;
    struct string *out;
};

static void replace(const struct edit_place *place)
{
    string_append_text(place->out, any_word(place->dice, place->other));
}

static void insert(const struct edit_place *place)
{
    replace(place);
    string_append_c(place->out, " ");
    string_append_text(place->out, place->word);
}

static void delete (const struct edit_place *place)
{
    (void)place;
}

static void change_number(const struct edit_place *place)
{
    bool any = false;
    for (size_t i = 0; i < place->word.length; i++) {
        char c = place->word.bytes[i];
        bool digit = c >= '0' && c <= '9';
        any = any || digit;
        string_append_char(place->out,
                           digit ? (char)('0' + (c - '0' + 1 + (int)dice_roll(place->dice, 9)) % 10)
                                 : c);
    }
    if (!any)
        string_append_format(place->out, " %zu", dice_roll(place->dice, 100));
}

static void change_case(const struct edit_place *place)
{
    bool all = dice_roll(place->dice, 2) == 0;
    for (size_t i = 0; i < place->word.length; i++) {
        char c = place->word.bytes[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        string_append_char(place->out, letter && (all || i == 0) ? (char)(c ^ 0x20) : c);
    }
}

static void change_mark(const struct edit_place *place)
{
    static const char *const few[] = {",", ".", "!", ":", ";", NULL};
    cotexto_text word = place->word;
    bool has = word.length > 0 && strchr(".,!:;", word.bytes[word.length - 1]) != NULL;
    word.length -= has;
    string_append_text(place->out, word);
    if (!has)
        string_append_c(place->out, pick(place->dice, few));
}

static void double_blank(const struct edit_place *place)
{
    string_append_text(place->out, place->word);
    string_append_c(place->out, pick(place->dice, blanks));
    string_append_c(place->out, " ");
}

static void quote(const struct edit_place *place)
{
    string_append_c(place->out, pick(place->dice, marks));
    string_append_text(place->out, place->word);
    string_append_c(place->out, pick(place->dice, marks));
}

/* Something within a word, between two characters. */
static void split(const struct edit_place *place)
{
    size_t at = dice_roll(place->dice, place->word.length);
    while (at > 0 && ((unsigned char)place->word.bytes[at] & 0xC0) == 0x80)
        at--;
    string_append_text(place->out, text_slice(place->word, 0, at));
    string_append_c(place->out, pick(place->dice, marks));
    string_append_text(place->out, text_slice(place->word, at, place->word.length));
}

static void repeat(const struct edit_place *place)
{
    string_append_text(place->out, place->word);
    string_append_c(place->out, pick(place->dice, blanks));
    string_append_text(place->out, place->word);
}

void texts_edit(struct dice *dice, enum edit_kinds kinds, cotexto_text text, cotexto_text other,
                struct string *out)
{
    static void (*const edits[EDITS_OF_ALL_KINDS])(const struct edit_place *) = {
        replace,     insert,       delete, change_number, change_case,
        change_mark, double_blank, quote,  split,         repeat};
    cotexto_text word = any_word(dice, text);
    size_t start = (size_t)(word.bytes - text.bytes), end = start + word.length;
    string_append_text(out, text_slice(text, 0, start));
    edits[dice_roll(dice, kinds)](&(struct edit_place){dice, word, other, out});
    string_append_text(out, text_slice(text, end, text.length));
}
