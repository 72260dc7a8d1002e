package dev.millrace.feed.plan;

import java.nio.charset.Charset;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;

/** The number behind an edited text: {@code **1,234.50CR} is -1234.50. */
final class EditedReader implements Reader {

    private final Picture.Position[] positions;
    private final boolean blankIsZero;
    private final NumberForm form;
    private final char[] characters;
    private final int[] signs;
    private final int carrier;

    EditedReader(Coding.Edited edited, Picture picture, Charset charset, ZoneTable zones, DecimalMode mode) {
        this.positions = new Picture.Position[picture.length()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = picture.at(i);
        }
        this.blankIsZero = edited.blankWhenZero() || picture.isSuppressible();
        this.form = NumberForm.of(picture.digits(), picture.scale(), mode);
        this.characters = SingleByteReader.table(charset);
        this.signs = zones.outer(true);
        this.carrier = picture.isSigned() ? Arrays.asList(positions).lastIndexOf(Picture.Position.DIGIT) : -1;
    }

    @Override
    public Schema schema() {
        return form.schema();
    }

    @Override
    public boolean takesBlanks() {
        return blankIsZero;
    }

    @Override
    public Object read(Cursor cursor, int at, int length) {
        if (isBlank(cursor.bytes, at, length)) {
            return blankIsZero ? form.of(0) : Flaw.NOT_EDITED;
        }
        ManyDigits number = new ManyDigits();
        boolean negative = false;
        for (int i = 0; i < length; i++) {
            char character = characters[cursor.bytes[at + i] & 0xFF];
            if (i == carrier) {
                int sign = signs[cursor.bytes[at + i] & 0xFF];
                if (sign < 0) {
                    return Flaw.INVALID_SIGN;
                }
                negative |= sign >= ZoneTable.MINUS;
                number.add(sign & ~ZoneTable.MINUS);
                continue;
            }
            boolean digit = character >= '0' && character <= '9';
            boolean fits = switch (positions[i]) {
                case DIGIT -> digit;
                case REPLACEABLE -> digit || !Character.isLetter(character);
                case SIGN -> character == '+' || character == '-' || character == ' ';
                case CURRENCY -> !digit;
                case CREDIT -> "CRDB ".indexOf(character) >= 0;
                case POINT -> character == '.' || character == ',' || character == ' ' || character == '*';
                case INSERTION -> !digit || character == '0';
                case EXPONENT -> false;
            };
            if (!fits) {
                return Flaw.NOT_EDITED;
            }
            if (positions[i] == Picture.Position.DIGIT || positions[i] == Picture.Position.REPLACEABLE) {
                number.add(digit ? character - '0' : 0);
            }
            negative |= character == '-' || (positions[i] == Picture.Position.CREDIT && character != ' ');
        }
        return form.of(number.number(negative));
    }

    private boolean isBlank(byte[] bytes, int at, int length) {
        for (int i = at; i < at + length; i++) {
            if (characters[bytes[i] & 0xFF] != ' ') {
                return false;
            }
        }
        return true;
    }
}
