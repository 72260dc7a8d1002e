package dev.millrace.feed.plan;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import org.apache.kafka.connect.data.Schema;

/** A floating-point number in characters: {@code +1234E+02} with the picture {@code +9V9(3)E+99} is 123.4. */
final class ExponentReader implements Reader {

    private static final int MOST_POWER = 400;

    private final int scale;
    private final char[] characters;

    ExponentReader(Picture picture, Charset charset) {
        this.scale = picture.scale();
        this.characters = SingleByteReader.table(charset);
    }

    @Override
    public Schema schema() {
        return Schema.OPTIONAL_FLOAT64_SCHEMA;
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        StringBuilder mantissa = new StringBuilder();
        StringBuilder power = new StringBuilder();
        StringBuilder part = mantissa;
        for (int i = at; i < at + length; i++) {
            char character = characters[cursor.bytes[i] & 0xFF];
            if (character == 'E' && part == mantissa) {
                part = power;
            } else if ((character >= '0' && character <= '9')
                    || ((character == '-' || character == '+') && part.isEmpty())) {
                part.append(character);
            } else if (character != ' ' && character != '.' && character != ',') {
                return Flaw.NOT_EDITED;
            }
        }
        try {
            int exponent = Integer.parseInt(power.toString());
            return Math.abs(exponent) > MOST_POWER
                    ? Flaw.NOT_EDITED
                    : new BigDecimal(mantissa.toString())
                            .movePointLeft(scale)
                            .scaleByPowerOfTen(exponent)
                            .doubleValue();
        } catch (NumberFormatException e) {
            return Flaw.NOT_EDITED;
        }
    }
}
