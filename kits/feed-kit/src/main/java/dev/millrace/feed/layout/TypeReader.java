package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Length;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how a field's value lies in bytes. */
final class TypeReader {

    /** The types, without those whose names have their size in them. */
    static final List<String> WORDS = List.of(
            "text",
            "ascii",
            "ebcdic",
            "utf8",
            "national",
            "dbcs",
            "packed",
            "zoned",
            "bcd",
            "digits",
            "nibbles",
            "bytes",
            "bits",
            "bitmap");

    private static final Pattern INTEGER = Pattern.compile("([ui])([1-8])(be|le)?");
    private static final Pattern FLOAT = Pattern.compile("(ieee|hex)([48])(be|le)?");
    private static final int MOST_DIGITS = 31;
    private static final Map<String, Coding.Sign> SIGNS = signs();

    private final LayoutDefaults defaults;
    private final LengthReader lengths;

    TypeReader(LayoutDefaults defaults, LengthReader lengths) {
        this.defaults = defaults;
        this.lengths = lengths;
    }

    /** What the {@code type} of a field means. */
    Optional<Coding> coding(LayoutNode field) {
        Optional<String> text = field.text("type");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<TypeCall> call = TypeCall.of(text.get()).map(type -> type.resolved(defaults.types()));
        if (call.isEmpty()) {
            field.wrong("type", "must be a type such as u4, ascii(10) or packed(7, 2)");
            return Optional.empty();
        }
        checkKeys(field, call.get().name());
        return coding(field, call.get());
    }

    private Optional<Coding> coding(LayoutNode field, TypeCall type) {
        if (INTEGER.matcher(type.name()).matches()) {
            return noArguments(field, type)
                    ? scale(field).flatMap(scale -> integer(type, order(field), scale))
                    : Optional.empty();
        }
        if (FLOAT.matcher(type.name()).matches()) {
            return noArguments(field, type) ? Optional.of(floating(type, order(field))) : Optional.empty();
        }
        return switch (type.name()) {
            case "text" -> text(field, type, Coding.Script.FILE, charset(field, defaults.charset()));
            case "ascii" -> text(field, type, Coding.Script.FILE, Optional.of("US-ASCII"));
            case "ebcdic" -> text(field, type, Coding.Script.FILE, charset(field, Optional.of(ebcdic())));
            case "utf8" -> text(field, type, Coding.Script.UTF_8, Optional.empty());
            case "national" -> text(field, type, Coding.Script.NATIONAL, Optional.empty());
            case "dbcs" -> text(field, type, Coding.Script.DOUBLE_BYTE, charset(field, defaults.charset()));
            case "bytes" -> lengths.length(field, type).map(Coding.Bytes::new);
            case "digits", "nibbles" -> digits(field, type);
            case "packed", "zoned", "bcd" -> number(field, type);
            case "bits" -> sized(field, type, 63).map(bits -> new Coding.Bits(0, bits, 0));
            case "bitmap" -> bitmap(field, type);
            default -> {
                field.wrong("type", "is not known" + FaultList.hint(type.name(), known()));
                yield Optional.empty();
            }
        };
    }

    private List<String> known() {
        List<String> known = new ArrayList<>(WORDS);
        known.addAll(List.of("u1 to u8", "i1 to i8", "ieee4", "ieee8", "hex4", "hex8"));
        known.addAll(defaults.types().keySet());
        return known;
    }

    private static void checkKeys(LayoutNode field, String type) {
        Map<String, Set<String>> only = Map.of(
                "charset", Set.of("text", "ebcdic", "dbcs", "zoned"),
                "sign", Set.of("zoned", "packed"),
                "chained", Set.of("bitmap"),
                "form", Set.of("bitmap"),
                "odd", Set.of("digits", "nibbles"));
        only.forEach((key, types) -> {
            if (field.has(key) && !types.contains(type)) {
                field.wrong(
                        key,
                        "has no meaning for " + type + "; it belongs to "
                                + String.join(", ", types.stream().sorted().toList()));
            }
        });
        boolean number = INTEGER.matcher(type).matches()
                || Set.of("packed", "zoned", "bcd").contains(type);
        if (field.has("scale") && !number) {
            field.wrong(
                    "scale", "has no meaning for " + type + "; it belongs to u1 to u8, i1 to i8, packed, zoned, bcd");
        }
        if (field.has("len")
                && !Set.of("text", "ascii", "ebcdic", "utf8", "national", "dbcs", "bytes", "digits", "nibbles")
                        .contains(type)) {
            field.wrong("len", "has no meaning for " + type + ", whose size is in the type");
        }
        if (field.has("endian")
                && !INTEGER.matcher(type).matches()
                && !FLOAT.matcher(type).matches()) {
            field.wrong("endian", "has no meaning for " + type);
        }
    }

    private Optional<Coding> text(LayoutNode field, TypeCall type, Coding.Script script, Optional<String> charset) {
        return lengths.length(field, type).map(length -> new Coding.Text(length, script, charset, false));
    }

    private Optional<Coding> digits(LayoutNode field, TypeCall type) {
        boolean left =
                !field.choice("odd", Set.of("left", "right")).orElse("left").equals("right");
        boolean letters = type.name().equals("nibbles");
        return lengths.length(field, type).map(length -> new Coding.Digits(length, left, letters));
    }

    private Optional<Coding> number(LayoutNode field, TypeCall type) {
        int digits = type.number(0);
        int scale = type.arguments().size() > 1 ? type.number(1) : 0;
        boolean signless =
                field.choice("sign", SIGNS.keySet()).map("none"::equals).orElse(false);
        if (digits < 1
                || digits > MOST_DIGITS
                || scale < 0
                || scale > MOST_DIGITS
                || type.arguments().size() > 2) {
            field.wrong("type", "must have 1 to 31 digits and perhaps a scale, as in " + type.name() + "(7, 2)");
            return Optional.empty();
        }
        if (field.has("scale") && type.arguments().size() > 1) {
            field.wrong("scale", "stands in the type, too; leave one of them out");
        }
        int places = type.arguments().size() > 1 ? scale : scale(field).orElse(0);
        if (type.name().equals("zoned")) {
            checkCharset(field);
        }
        Coding.Sign sign = field.text("sign").map(SIGNS::get).orElse(Coding.Sign.TRAILING);
        return Optional.of(
                switch (type.name()) {
                    case "zoned" -> new Coding.Zoned(digits, places, sign, false, false);
                    case "packed" -> new Coding.Packed(digits, places, !signless, true);
                    default -> new Coding.Packed(digits, places, false, false);
                });
    }

    private static Optional<Coding> bitmap(LayoutNode field, TypeCall type) {
        boolean hexText =
                field.choice("form", Set.of("binary", "hex")).orElse("binary").equals("hex");
        boolean chained =
                field.choice("chained", Set.of("true", "false")).orElse("false").equals("true");
        return sized(field, type, 16).map(bytes -> new Coding.Bitmap(bytes, hexText, chained, Set.of()));
    }

    /** A type of one size. */
    private static Optional<Integer> sized(LayoutNode field, TypeCall type, int most) {
        int size = type.arguments().size() == 1 ? type.number(0) : -1;
        if (size < 1 || size > most) {
            field.wrong("type", "must have a size between 1 and " + most + ", as in " + type.name() + "(8)");
            return Optional.empty();
        }
        return Optional.of(size);
    }

    private static boolean noArguments(LayoutNode field, TypeCall type) {
        if (!type.arguments().isEmpty()) {
            field.wrong("type", "has no brackets: the size stands in its name; write " + type.name());
        }
        return type.arguments().isEmpty();
    }

    private static Optional<Integer> scale(LayoutNode field) {
        return field.has("scale") ? field.number("scale", 0, MOST_DIGITS) : Optional.of(0);
    }

    private ByteOrder order(LayoutNode field) {
        return LengthReader.order(field.choice("endian", Set.of("be", "le")).orElse(""), defaults.order());
    }

    /** A whole number in binary form; empty when the type is none. */
    static Optional<Coding.Binary> integer(TypeCall type, ByteOrder standard, int scale) {
        Matcher form = INTEGER.matcher(type.name());
        if (!form.matches()) {
            return Optional.empty();
        }
        String ending = Optional.ofNullable(form.group(3)).orElse("");
        return Optional.of(new Coding.Binary(
                Integer.parseInt(form.group(2)),
                0,
                scale,
                form.group(1).equals("i"),
                Optional.of(LengthReader.order(ending, standard)),
                true));
    }

    private static Coding floating(TypeCall type, ByteOrder standard) {
        Matcher form = FLOAT.matcher(type.name());
        boolean found = form.matches();
        String ending = found && form.group(3) != null ? form.group(3) : "";
        return new Coding.Floating(
                type.name().contains("8") ? 8 : 4,
                Optional.of(type.name().startsWith("hex") ? Coding.FloatForm.HEXADECIMAL : Coding.FloatForm.IEEE),
                Optional.of(LengthReader.order(ending, standard)));
    }

    private static Optional<String> charset(LayoutNode field, Optional<String> standard) {
        checkCharset(field);
        return field.text("charset").filter(TypeReader::isCharset).or(() -> standard);
    }

    private static void checkCharset(LayoutNode field) {
        if (field.text("charset").filter(name -> !isCharset(name)).isPresent()) {
            field.wrong("charset", "is no charset of this Java; use a name such as IBM037, IBM1141 or ISO-8859-1");
        }
    }

    /** The record's charset where it is an EBCDIC one. */
    private String ebcdic() {
        return defaults.charset()
                .filter(name -> " ".getBytes(Charset.forName(name))[0] == 0x40)
                .orElse("IBM037");
    }

    /** Whether a word is a type of the language. */
    static boolean isType(String word) {
        return WORDS.contains(word)
                || INTEGER.matcher(word).matches()
                || FLOAT.matcher(word).matches();
    }

    static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name) && Charset.forName(name).canEncode();
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }

    private static Map<String, Coding.Sign> signs() {
        Map<String, Coding.Sign> signs = new HashMap<>();
        for (Coding.Sign sign : Coding.Sign.values()) {
            signs.put(sign.name().toLowerCase(Locale.ROOT).replace('_', '-'), sign);
        }
        return Map.copyOf(signs);
    }

    static boolean isRemaining(Coding coding) {
        return (coding instanceof Coding.Text text && text.length() instanceof Length.Remaining)
                || (coding instanceof Coding.Bytes bytes && bytes.length() instanceof Length.Remaining)
                || (coding instanceof Coding.Digits digits && digits.length() instanceof Length.Remaining);
    }
}
