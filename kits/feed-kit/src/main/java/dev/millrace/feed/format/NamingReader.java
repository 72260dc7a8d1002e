package dev.millrace.feed.format;

import dev.millrace.kit.naming.NameClash;
import dev.millrace.kit.naming.Naming;
import dev.millrace.kit.naming.Renaming;
import java.io.IOException;
import java.util.IdentityHashMap;
import org.apache.kafka.connect.data.Schema;

/** Reads what another reader does, under names that converters take. Records whose fields would share a name are malformed. */
final class NamingReader implements RecordReader {

    /** A stream has few schemas; one that makes a new one for each record is not to fill the memory. */
    private static final int MOST = 1000;

    private final RecordReader reader;
    private final Naming naming;
    private final String source;
    private final IdentityHashMap<Schema, Renaming> known = new IdentityHashMap<>();

    NamingReader(RecordReader reader, Naming naming, String source) {
        this.reader = reader;
        this.naming = naming;
        this.source = source;
    }

    @Override
    public Read next() throws IOException {
        Read read = reader.next();
        if (!(read instanceof Read.Value value) || value.schema() == null) {
            return read;
        }
        try {
            Renaming renaming = renaming(value.schema());
            return renaming.schema() == value.schema()
                    ? read
                    : new Read.Value(
                            renaming.schema(),
                            renaming.value(value.value()),
                            value.headers(),
                            value.start(),
                            value.end());
        } catch (NameClash clash) {
            return MalformedCode.FIELD_NAMES.recoverable(source, read.start(), read.end(), clash.complaint());
        }
    }

    private Renaming renaming(Schema schema) throws NameClash {
        Renaming made = known.get(schema);
        if (made == null) {
            made = Renaming.of(naming, schema);
            if (known.size() == MOST) {
                known.clear();
            }
            known.put(schema, made);
        }
        return made;
    }

    @Override
    public String state() {
        return reader.state();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
