package dev.millrace.feed.plan;

import java.nio.charset.Charset;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A zoned number that is written as blanks when it is zero. */
final class BlankIsZero implements Reader {

    private final Reader reader;
    private final Fillings blanks;
    private final Object zero;

    BlankIsZero(Reader reader, Coding.Zoned zoned, Charset charset, DecimalMode mode) {
        this.reader = reader;
        this.blanks = new Fillings(Set.of(Filling.SPACES), charset);
        this.zero = NumberForm.of(zoned.digits(), zoned.scale(), mode).of(0);
    }

    @Override
    public Schema schema() {
        return reader.schema();
    }

    @Override
    public boolean takesBlanks() {
        return true;
    }

    @Override
    public @Nullable Object read(Cursor cursor, int at, int length) {
        return blanks.fill(cursor.bytes, at, length) ? zero : reader.read(cursor, at, length);
    }
}
