package dev.millrace.database.row;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's intervals, as its styles {@code postgres} and {@code iso_8601} write them (PostgreSQL documentation, 8.5.5), in
 * the one ISO 8601 form that has all parts: {@code P1Y2M3DT4H5M6.789S}. Each part keeps its own sign.
 */
final class IntervalText {

    private static final Pattern POSTGRES = Pattern.compile("(?:([+-]?\\d+) years? ?)?(?:([+-]?\\d+) mons? ?)?"
            + "(?:([+-]?\\d+) days? ?)?(?:([+-]?)(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?))?");

    private static final Pattern ISO = Pattern.compile("P(?:(-?\\d+)Y)?(?:(-?\\d+)M)?(?:(-?\\d+)D)?"
            + "(?:T(?:(-?\\d+)H)?(?:(-?\\d+)M)?(?:(-?\\d+(?:\\.\\d+)?)S)?)?");

    private IntervalText() {}

    static String iso(String text) {
        if (text.endsWith("infinity")) {
            throw new UnreadableValue("an interval without end has no ISO 8601 form");
        }
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return iso(
                    part(iso.group(1)),
                    part(iso.group(2)),
                    part(iso.group(3)),
                    part(iso.group(4)),
                    part(iso.group(5)),
                    part(iso.group(6)));
        }
        Matcher postgres = POSTGRES.matcher(text);
        if (!postgres.matches() || text.isEmpty()) {
            throw new UnreadableValue("the session writes intervals in another style: set intervalstyle to postgres");
        }
        String sign = "-".equals(postgres.group(4)) ? "-" : "";
        return iso(
                part(postgres.group(1)),
                part(postgres.group(2)),
                part(postgres.group(3)),
                time(sign, postgres.group(5)),
                time(sign, postgres.group(6)),
                time(sign, postgres.group(7)));
    }

    private static String iso(
            BigDecimal years,
            BigDecimal months,
            BigDecimal days,
            BigDecimal hours,
            BigDecimal minutes,
            BigDecimal seconds) {
        return "P" + years.toPlainString() + "Y" + months.toPlainString() + "M" + days.toPlainString() + "DT"
                + hours.toPlainString() + "H" + minutes.toPlainString() + "M"
                + plain(seconds) + "S";
    }

    private static String plain(BigDecimal seconds) {
        return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal part(@Nullable String digits) {
        return digits == null ? BigDecimal.ZERO : new BigDecimal(digits);
    }

    private static BigDecimal time(String sign, @Nullable String digits) {
        return digits == null ? BigDecimal.ZERO : new BigDecimal(sign + digits);
    }
}
