package dev.millrace.feed.plan;

import org.apache.kafka.connect.data.Schema;

/** A number of some bits. */
final class BitsDecoder implements Decoder {

    private final Coding.Bits coding;
    private final boolean small;

    BitsDecoder(Coding.Bits coding) {
        this.coding = coding;
        this.small = coding.bits() < Integer.SIZE;
    }

    @Override
    public Schema schema() {
        return small ? Schema.OPTIONAL_INT32_SCHEMA : Schema.OPTIONAL_INT64_SCHEMA;
    }

    @Override
    public Object decode(Cursor cursor) throws CorruptField {
        int end = coding.skip() + coding.bits();
        if ((end + 7) / 8 > cursor.end - cursor.at) {
            throw CorruptField.of(Flaw.TOO_SHORT.code(), Flaw.TOO_SHORT.sentence());
        }
        long number = 0;
        for (int bit = coding.skip(); bit < end; ) {
            int left = 8 - bit % 8;
            int taken = Math.min(left, end - bit);
            int part = (cursor.bytes[cursor.at + bit / 8] & 0xFF) >> (left - taken) & (1 << taken) - 1;
            number = number << taken | part;
            bit += taken;
        }
        cursor.at += coding.take();
        return small ? (Object) (int) number : (Object) number;
    }
}
