package dev.millrace.feed.format;

import java.io.IOException;
import java.io.InputStream;

/** Stands behind a fault that ended a file: what follows there is not to be taken for records. */
final class EndedReader implements RecordReader {

    /** The state behind such a fault; no charset and no layout has this name. */
    static final String STATE = "ended";

    private final InputStream bytes;
    private final Position position;

    EndedReader(InputStream bytes, Position position) {
        this.bytes = bytes;
        this.position = position;
    }

    @Override
    public Read next() {
        return new Read.End(position);
    }

    @Override
    public String state() {
        return STATE;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
