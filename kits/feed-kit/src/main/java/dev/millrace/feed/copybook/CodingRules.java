package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Length;
import java.nio.ByteOrder;
import java.util.Optional;

/** Makes a coding of picture and clauses. For one compilation. */
final class CodingRules {

    private static final int IBM_DIGITS = 31;
    private static final int UTF_8_BYTES = 4;
    private static final int PROCEDURE_POINTER = 8;

    private final Dialect dialect;
    private final boolean comma;
    private final BinaryRules binaries;
    private final Findings findings;

    CodingRules(Dialect dialect, boolean comma, Findings findings) {
        this.dialect = dialect;
        this.comma = comma;
        this.binaries = new BinaryRules(dialect);
        this.findings = findings;
    }

    /** Of an item without a picture. */
    Storage unpictured(Usage usage, boolean unsigned) {
        int pointer = dialect.pointerBytes();
        return switch (usage) {
            case SHORT_FLOAT -> floating(4, Optional.empty());
            case LONG_FLOAT -> floating(8, Optional.empty());
            case SHORT_IEEE -> floating(4, Optional.of(Coding.FloatForm.IEEE));
            case LONG_IEEE -> floating(8, Optional.of(Coding.FloatForm.IEEE));
            case DECIMAL_FLOAT_8 -> bytes(8, 8);
            case FLOAT_16 -> bytes(16, 8);
            case BINARY_CHAR -> binaries.word(1, !unsigned);
            case BINARY_SHORT -> binaries.word(2, !unsigned);
            case BINARY_LONG -> binaries.word(4, !unsigned);
            case BINARY_DOUBLE -> binaries.word(8, !unsigned);
            case POINTER_32 -> bytes(4, 4);
            case PROCEDURE_POINTER -> bytes(PROCEDURE_POINTER, pointer);
            case INDEX, POINTER, FUNCTION_POINTER, OBJECT_REFERENCE -> bytes(pointer, pointer);
            case DISPLAY, DISPLAY_1, NATIONAL, UTF_8, BINARY, NATIVE, LITTLE_ENDIAN, COMP_X, PACKED, UNSIGNED_PACKED ->
                throw new IllegalStateException(usage + " has a picture");
        };
    }

    private Storage floating(int bytes, Optional<Coding.FloatForm> form) {
        return new Storage(new Coding.Floating(bytes, form, dialect.nativeOrder()), bytes, bytes);
    }

    private static Storage bytes(int bytes, int alignment) {
        return new Storage(new Coding.Bytes(new Length.Fixed(bytes)), bytes, alignment);
    }

    /** Of an item with a picture. */
    Storage pictured(Entry entry, PictureClause picture, Usage usage, Optional<Entry.SignClause> sign) {
        return switch (picture.kind()) {
            case NUMBER -> number(entry, picture, usage, sign);
            case TEXT -> text(entry, picture, usage);
            case EDITED_NUMBER, EDITED_TEXT -> edited(entry, picture, usage);
            case NATIONAL ->
                doubleByte(
                        entry,
                        picture,
                        usage == Usage.DISPLAY_1 || (usage != Usage.NATIONAL && !dialect.nationalSymbol()));
            case DOUBLE_BYTE -> doubleByte(entry, picture, true);
            case UTF_8 -> {
                int bytes = entry.byteLength.orElse(picture.characters() * UTF_8_BYTES);
                yield characters(entry, bytes, Coding.Script.UTF_8);
            }
        };
    }

    private Storage number(Entry entry, PictureClause picture, Usage usage, Optional<Entry.SignClause> sign) {
        if (picture.digits() > IBM_DIGITS) {
            findings.warn(entry.place, "more than 31 digits are not IBM's: check the picture");
        }
        return switch (usage) {
            case BINARY -> binary(entry, picture, Optional.empty(), false);
            case NATIVE -> binary(entry, picture, dialect.nativeOrder(), true);
            case LITTLE_ENDIAN -> binary(entry, picture, Optional.of(ByteOrder.LITTLE_ENDIAN), false);
            case COMP_X -> checkedWide(entry, picture) ? binaries.compX(picture) : bytes(1, 1);
            case PACKED -> packed(picture, true);
            case UNSIGNED_PACKED -> packed(picture, false);
            case NATIONAL -> zoned(entry, picture, sign, true);
            default -> zoned(entry, picture, sign, false);
        };
    }

    private Storage binary(Entry entry, PictureClause picture, Optional<ByteOrder> order, boolean nativeRange) {
        return checkedWide(entry, picture) ? binaries.binary(picture, order, nativeRange) : bytes(1, 1);
    }

    private boolean checkedWide(Entry entry, PictureClause picture) {
        if (picture.digits() > BinaryRules.MOST_DIGITS && dialect.wideBinaries() == Dialect.WideBinaries.REFUSED) {
            findings.error(
                    entry.picture.orElse(entry.place),
                    "a binary number has at most 18 digits on IBM; if another compiler wrote the records, choose how many"
                            + " bytes a longer one has");
            return false;
        }
        return true;
    }

    private static Storage packed(PictureClause picture, boolean signNibble) {
        int digits = picture.digits();
        int bytes = signNibble ? digits / 2 + 1 : (digits + 1) / 2;
        return new Storage(new Coding.Packed(digits, picture.scale(), picture.signed(), signNibble), bytes);
    }

    private Storage zoned(Entry entry, PictureClause picture, Optional<Entry.SignClause> inherited, boolean national) {
        Optional<Entry.SignClause> sign = picture.signed() || entry.sign.isPresent() ? inherited : Optional.empty();
        if (entry.sign.isPresent() && !picture.signed()) {
            findings.warn(entry.sign.get().place(), "the picture has no S: the sign counts all the same");
        }
        boolean signed = picture.signed() || sign.isPresent();
        boolean separate = sign.map(Entry.SignClause::separate).orElse(national && signed);
        boolean leading = sign.map(Entry.SignClause::leading).orElse(false);
        Coding.Sign place = !signed
                ? Coding.Sign.NONE
                : leading
                        ? separate ? Coding.Sign.LEADING_SEPARATE : Coding.Sign.LEADING
                        : separate ? Coding.Sign.TRAILING_SEPARATE : Coding.Sign.TRAILING;
        int characters = picture.digits() + (signed && separate ? 1 : 0);
        Coding coding =
                new Coding.Zoned(picture.digits(), picture.scale(), place, national, entry.blankWhenZero.isPresent());
        return new Storage(coding, characters * (national ? 2 : 1));
    }

    private Storage text(Entry entry, PictureClause picture, Usage usage) {
        int characters = picture.characters();
        boolean own = entry.usage.isPresent();
        return switch (usage) {
            case COMP_X, NATIVE -> {
                if (own && characters <= Long.BYTES) {
                    Optional<ByteOrder> order =
                            usage == Usage.COMP_X ? Optional.of(ByteOrder.BIG_ENDIAN) : dialect.nativeOrder();
                    yield new Storage(new Coding.Binary(characters, 0, 0, false, order, true), characters);
                }
                yield own ? bytes(characters, 1) : characters(entry, characters, Coding.Script.FILE);
            }
            case BINARY, LITTLE_ENDIAN, PACKED, UNSIGNED_PACKED ->
                own ? bytes(characters, 1) : characters(entry, characters, Coding.Script.FILE);
            case UTF_8 -> characters(entry, characters, own ? Coding.Script.UTF_8 : Coding.Script.FILE);
            default -> characters(entry, characters, Coding.Script.FILE);
        };
    }

    private Storage doubleByte(Entry entry, PictureClause picture, boolean dbcs) {
        Coding.Script script = dbcs ? Coding.Script.DOUBLE_BYTE : Coding.Script.NATIONAL;
        return characters(entry, picture.characters() * 2, script);
    }

    private static Storage characters(Entry entry, int bytes, Coding.Script script) {
        return new Storage(
                new Coding.Text(new Length.Fixed(bytes), script, Optional.empty(), entry.justified.isPresent()), bytes);
    }

    private Storage edited(Entry entry, PictureClause picture, Usage usage) {
        if (usage == Usage.NATIONAL) {
            return doubleByte(entry, picture, false);
        }
        if (usage != Usage.DISPLAY && entry.usage.isPresent()) {
            findings.error(entry.usage.get().place(), "an edited picture can only have USAGE DISPLAY or NATIONAL");
        }
        boolean numeric = picture.kind() == PictureClause.Kind.EDITED_NUMBER;
        return new Storage(
                new Coding.Edited(picture.expanded(), numeric, comma, entry.blankWhenZero.isPresent()),
                picture.characters());
    }
}
