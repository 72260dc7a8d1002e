package dev.millrace.feed.plan;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the readers of a plan's codings of fixed length, each charset's tables once. For one compilation. */
final class Readers {

    private final PlanOptions options;
    private final Map<Charset, Reader> texts = new HashMap<>();
    private final ZoneTable ebcdic;
    private final ZoneTable ascii;

    Readers(PlanOptions options) {
        this.options = options;
        this.ebcdic = new ZoneTable(options.numbers().signs(), options.numbers().zones(), true);
        this.ascii = new ZoneTable(options.numbers().signs(), options.numbers().zones(), false);
    }

    /**
     * The reader of a field.
     *
     * @param name of the field as written, for its charset
     * @throws IllegalArgumentException when its charset is not there; its message says so
     */
    Reader of(Coding coding, String name) {
        NumberRules numbers = options.numbers().of(name);
        if (coding instanceof Coding.Text text) {
            return text(text, name);
        }
        if (coding instanceof Coding.Zoned zoned) {
            return zoned(zoned, charset(Optional.empty(), name));
        }
        if (coding instanceof Coding.Packed packed) {
            boolean marked = packed.signNibble() && numbers.nibbles() == SignNibbles.IBM_4690;
            return packed.signNibble() && !marked
                    ? new PackedReader(packed, numbers)
                    : new BareDigitsReader(packed, marked, numbers);
        }
        if (coding instanceof Coding.Binary binary) {
            return new BinaryReader(binary, numbers);
        }
        if (coding instanceof Coding.Floating floating) {
            return new FloatReader(floating, numbers);
        }
        if (coding instanceof Coding.Edited edited) {
            return edited(edited, name);
        }
        if (coding instanceof Coding.Bytes) {
            return new BytesReader();
        }
        if (coding instanceof Coding.Digits digits) {
            return new DigitsReader(digits);
        }
        if (coding instanceof Coding.Ruled ruled) {
            return Decoders.ruled(
                    under(ruled.rules()).of(ruled.coding(), name), new Ruling(ruled.coding(), ruled.rules()));
        }
        throw new IllegalArgumentException("its coding is of no fixed length");
    }

    /** The readers of a field that has a charset of its own, or keeps its blanks. */
    Readers under(Rules rules) {
        TextRules text = rules.charset()
                .map(charset -> options.text().withCharset(Charsets.named(charset)))
                .orElse(options.text());
        TextRules own = rules.verbatim() ? text.withTrim(Trim.NONE) : text;
        return own.equals(options.text()) ? this : new Readers(options.with(own));
    }

    private Charset charset(Optional<String> own, String name) {
        return options.text()
                .of(name)
                .orElseGet(() -> own.map(Charsets::named).orElse(options.text().charset()));
    }

    private Reader text(Coding.Text text, String name) {
        Charset charset = charset(text.charset(), name);
        Trim trim = text.justifiedRight() && options.text().trim() == Trim.RIGHT
                ? Trim.LEFT
                : options.text().trim();
        boolean own = text.charset().isPresent() || options.text().of(name).isPresent();
        return switch (text.script()) {
            case FILE -> file(charset, trim);
            case NATIONAL -> new CharsetReader(own ? charset : StandardCharsets.UTF_16BE, trim, false);
            case UTF_8 -> new CharsetReader(StandardCharsets.UTF_8, trim, false);
            case DOUBLE_BYTE ->
                CharsetReader.isMixed(charset)
                        ? new CharsetReader(charset, trim, true)
                        // One byte can't be a double-byte character: better the bytes than wrong characters.
                        : SingleByteReader.fits(charset) ? new BytesReader() : new CharsetReader(charset, trim, false);
        };
    }

    private Reader file(Charset charset, Trim trim) {
        Reader standard =
                texts.computeIfAbsent(charset, any -> any(any, options.text().trim()));
        return trim == options.text().trim() ? standard : any(charset, trim);
    }

    private static Reader any(Charset charset, Trim trim) {
        return SingleByteReader.fits(charset)
                ? new SingleByteReader(charset, trim)
                : new CharsetReader(charset, trim, false);
    }

    private Reader zoned(Coding.Zoned zoned, Charset charset) {
        boolean isEbcdic = Charsets.isEbcdic(charset);
        if (zoned.national()) {
            return new NationalReader(zoned, options.numbers().decimals());
        }
        Zones zones = options.numbers().zones();
        boolean separate =
                zoned.sign() == Coding.Sign.LEADING_SEPARATE || zoned.sign() == Coding.Sign.TRAILING_SEPARATE;
        ZoneTable table = isEbcdic ? ebcdic : ascii;
        Reader reader = separate || zones == Zones.RELAXED
                ? new SeparateSignReader(
                        zoned,
                        table,
                        SeparateSignReader.Alphabet.of(isEbcdic),
                        zones == Zones.RELAXED,
                        options.numbers().decimals())
                : new ZonedReader(zoned, table, options.numbers().decimals());
        return zoned.blankWhenZero()
                ? new BlankIsZero(reader, zoned, charset, options.numbers().decimals())
                : reader;
    }

    private Reader edited(Coding.Edited edited, String name) {
        Charset charset = charset(Optional.empty(), name);
        if (!edited.numeric() || !SingleByteReader.fits(charset)) {
            return file(charset, options.text().trim());
        }
        Picture picture = new Picture(edited.picture(), edited.commaIsPoint());
        return picture.hasExponent()
                ? new ExponentReader(picture, charset)
                : new EditedReader(
                        edited,
                        picture,
                        charset,
                        Charsets.isEbcdic(charset) ? ebcdic : ascii,
                        options.numbers().decimals());
    }
}
