package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Length;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the types of an offset listing mean. */
final class ListingTypes {

    static final List<String> WORDS = List.of(
            "group",
            "text",
            "dbcs",
            "national",
            "utf8",
            "zoned",
            "packed",
            "bcd",
            "binary",
            "binary-le",
            "binary-be",
            "float",
            "hex-float",
            "ieee-float",
            "bytes");

    private static final Map<String, Coding.Sign> SIGNS = Map.of(
            "", Coding.Sign.NONE,
            "none", Coding.Sign.NONE,
            "no", Coding.Sign.NONE,
            "yes", Coding.Sign.TRAILING,
            "trailing", Coding.Sign.TRAILING,
            "leading", Coding.Sign.LEADING,
            "trailing-separate", Coding.Sign.TRAILING_SEPARATE,
            "leading-separate", Coding.Sign.LEADING_SEPARATE);

    private final FaultList faults;

    ListingTypes(FaultList faults) {
        this.faults = faults;
    }

    /** The coding of a row that is no group. */
    Optional<Coding> coding(ListingRow row) {
        Length length = new Length.Fixed(row.length());
        Coding.Sign sign = SIGNS.get(row.sign());
        if (sign == null) {
            return wrong(row, "'sign' is not known" + FaultList.hint(row.sign(), SIGNS.keySet()));
        }
        return switch (row.type()) {
            case "text" -> text(length, Coding.Script.FILE);
            case "dbcs" -> text(length, Coding.Script.DOUBLE_BYTE);
            case "national" -> text(length, Coding.Script.NATIONAL);
            case "utf8" -> text(length, Coding.Script.UTF_8);
            case "bytes" -> Optional.of(new Coding.Bytes(length));
            case "zoned" -> zoned(row, sign);
            case "packed" -> packed(row, sign != Coding.Sign.NONE, true);
            case "bcd" -> packed(row, false, false);
            case "binary" -> binary(row, sign, Optional.empty());
            case "binary-be" -> binary(row, sign, Optional.of(ByteOrder.BIG_ENDIAN));
            case "binary-le" -> binary(row, sign, Optional.of(ByteOrder.LITTLE_ENDIAN));
            case "float" -> floating(row, Optional.empty());
            case "hex-float" -> floating(row, Optional.of(Coding.FloatForm.HEXADECIMAL));
            case "ieee-float" -> floating(row, Optional.of(Coding.FloatForm.IEEE));
            default -> wrong(row, "'type' is not known" + FaultList.hint(row.type(), WORDS));
        };
    }

    private static Optional<Coding> text(Length length, Coding.Script script) {
        return Optional.of(new Coding.Text(length, script, Optional.empty(), false));
    }

    private Optional<Coding> zoned(ListingRow row, Coding.Sign sign) {
        boolean separate = sign == Coding.Sign.LEADING_SEPARATE || sign == Coding.Sign.TRAILING_SEPARATE;
        int digits = row.length() - (separate ? 1 : 0);
        if (digits < 1 || digits > 31 || (row.digits() != 0 && row.digits() != digits)) {
            return wrong(
                    row,
                    "has " + row.length() + " bytes, which do not fit its digits; leave 'digits' empty or correct it");
        }
        return Optional.of(new Coding.Zoned(digits, row.scale(), sign, false, false));
    }

    private Optional<Coding> packed(ListingRow row, boolean signed, boolean nibble) {
        int most = row.length() * 2 - (nibble ? 1 : 0);
        int digits = row.digits() == 0 ? Math.min(31, most) : row.digits();
        if (digits > most || digits < most - 1) {
            return wrong(
                    row,
                    "has " + row.length() + " bytes, which hold " + most
                            + " digits; leave 'digits' empty or correct it");
        }
        return Optional.of(new Coding.Packed(digits, row.scale(), signed, nibble));
    }

    private Optional<Coding> binary(ListingRow row, Coding.Sign sign, Optional<ByteOrder> order) {
        if (row.length() > 8) {
            return wrong(row, "is a binary number of more than 8 bytes; use the type bytes");
        }
        return Optional.of(new Coding.Binary(
                row.length(), row.digits(), row.scale(), sign != Coding.Sign.NONE, order, row.digits() == 0));
    }

    private Optional<Coding> floating(ListingRow row, Optional<Coding.FloatForm> form) {
        return row.length() == 4 || row.length() == 8
                ? Optional.of(new Coding.Floating(row.length(), form, Optional.empty()))
                : wrong(row, "is a floating-point number, which has 4 or 8 bytes");
    }

    private Optional<Coding> wrong(ListingRow row, String complaint) {
        faults.add(new LayoutFault(row.line(), 1, complaint));
        return Optional.empty();
    }
}
