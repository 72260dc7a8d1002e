package dev.millrace.feed.plan;

/** A length up to some bytes. Immutable. */
final class Mark implements Measure {

    private final byte[] mark;
    private final int most;
    private final int unitsOfByte;

    Mark(byte[] mark, int most, int unitsOfByte) {
        this.mark = mark.clone();
        this.most = most;
        this.unitsOfByte = unitsOfByte;
    }

    @Override
    public int units(Cursor cursor) throws CorruptField {
        long units = 0;
        for (int at = cursor.at; at + mark.length <= cursor.end; at++) {
            if (standsAt(cursor.bytes, at)) {
                return Measure.checked(cursor, units, most, unitsOfByte);
            }
            units += unitsOfByte;
            if (units > most) {
                throw CorruptField.of("length-invalid", "it has no end within its most");
            }
        }
        throw CorruptField.of(Flaw.TOO_SHORT.code(), "the record ends before the bytes that end it");
    }

    private boolean standsAt(byte[] bytes, int at) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes[at + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void leave(Cursor cursor) {
        cursor.at += mark.length;
    }
}
