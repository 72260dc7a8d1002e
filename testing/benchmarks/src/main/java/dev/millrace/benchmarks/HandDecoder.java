package dev.millrace.benchmarks;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** A decoder for one layout, written by hand: every offset, length and field is in the code. */
final class HandDecoder {

    private static final byte[] LATIN = latin();
    private static final int BLANK = 0x40;

    private final Schema schema;
    private final Field[] fields;
    private final Schema line;
    private final Field[] lineFields;
    private final Schema card;
    private final Field[] cardFields;
    private final Schema transfer;
    private final Field[] transferFields;

    /** @param schema of the records, the one that others make too */
    HandDecoder(Schema schema) {
        this.schema = schema;
        this.fields = schema.fields().toArray(Field[]::new);
        this.line = schema.field("TRAN_LINE").schema().valueSchema();
        this.lineFields = line.fields().toArray(Field[]::new);
        this.card = schema.field("DETAIL_A").schema();
        this.cardFields = card.fields().toArray(Field[]::new);
        this.transfer = schema.field("DETAIL_B").schema();
        this.transferFields = transfer.fields().toArray(Field[]::new);
    }

    private static byte[] latin() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return new String(all, TransactionRecords.EBCDIC).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The record that begins there. */
    Struct decode(byte[] bytes, int at) {
        Struct record = new Struct(schema);
        record.put(fields[0], digits(bytes, at, 10));
        record.put(fields[1], text(bytes, at + 10, 30));
        record.put(fields[2], text(bytes, at + 40, 4));
        record.put(fields[3], (int) digits(bytes, at + 44, 8));
        record.put(fields[4], (int) digits(bytes, at + 52, 6));
        String type = text(bytes, at + 58, 2);
        record.put(fields[5], type);
        record.put(fields[6], BigDecimal.valueOf(packed(bytes, at + 60, 7), 2));
        record.put(fields[7], BigDecimal.valueOf(packed(bytes, at + 67, 8), 2));
        record.put(fields[8], BigDecimal.valueOf(zoned(bytes, at + 75, 7), 2));
        record.put(fields[9], (int) binary(bytes, at + 82, 4));
        record.put(fields[10], (int) (short) binary(bytes, at + 86, 2));
        record.put(fields[11], binary(bytes, at + 88, 8));
        record.put(fields[12], text(bytes, at + 96, 3));
        List<Struct> lines = new ArrayList<>(5);
        for (int i = 0; i < 5; i++) {
            int from = at + 99 + i * 11;
            Struct one = new Struct(line);
            one.put(lineFields[0], text(bytes, from, 4));
            one.put(lineFields[1], BigDecimal.valueOf(packed(bytes, from + 4, 5), 2));
            one.put(lineFields[2], (int) (short) binary(bytes, from + 9, 2));
            lines.add(one);
        }
        record.put(fields[13], lines);
        detail(record, bytes, at + 154, Objects.equals(type, TransactionRecords.CARD));
        return record;
    }

    private void detail(Struct record, byte[] bytes, int at, boolean isCard) {
        if (isCard) {
            Struct detail = new Struct(card);
            detail.put(cardFields[0], text(bytes, at, 25));
            detail.put(cardFields[1], text(bytes, at + 25, 13));
            detail.put(cardFields[2], (int) digits(bytes, at + 38, 2));
            record.put(fields[14], detail);
        } else {
            Struct detail = new Struct(transfer);
            detail.put(transferFields[0], text(bytes, at, 34));
            detail.put(transferFields[1], BigDecimal.valueOf(packed(bytes, at + 34, 5), 6));
            record.put(fields[15], detail);
        }
    }

    private static String text(byte[] bytes, int at, int length) {
        int end = at + length;
        while (end > at && bytes[end - 1] == BLANK) {
            end--;
        }
        byte[] text = new byte[end - at];
        for (int i = 0; i < text.length; i++) {
            text[i] = LATIN[bytes[at + i] & 0xFF];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static long digits(byte[] bytes, int at, int length) {
        long number = 0;
        for (int i = at; i < at + length; i++) {
            int digit = bytes[i] & 0xFF;
            if (digit < 0xF0 || digit > 0xF9) {
                throw new IllegalArgumentException("no digit");
            }
            number = number * 10 + (digit & 0x0F);
        }
        return number;
    }

    private static long zoned(byte[] bytes, int at, int length) {
        int last = bytes[at + length - 1] & 0xFF;
        long number = digits(bytes, at, length - 1) * 10 + (last & 0x0F);
        return last >> 4 == 0xD ? -number : number;
    }

    private static long packed(byte[] bytes, int at, int length) {
        long number = 0;
        for (int i = at; i < at + length - 1; i++) {
            int high = bytes[i] >> 4 & 0x0F;
            int low = bytes[i] & 0x0F;
            if (high > 9 || low > 9) {
                throw new IllegalArgumentException("no digit");
            }
            number = number * 100 + high * 10L + low;
        }
        int last = bytes[at + length - 1];
        number = number * 10 + (last >> 4 & 0x0F);
        int sign = last & 0x0F;
        if (sign != 0xC && sign != 0xD && sign != 0xF) {
            throw new IllegalArgumentException("no sign");
        }
        return sign == 0xD ? -number : number;
    }

    private static long binary(byte[] bytes, int at, int length) {
        long number = 0;
        for (int i = at; i < at + length; i++) {
            number = (number << 8) | (bytes[i] & 0xFF);
        }
        return number;
    }
}
