package dev.millrace.feed.format;

import java.io.IOException;

/** A stream in which no record can be found: one fault, and nothing behind it. */
final class RefusedReader implements RecordReader {

    private final ByteWindow window;
    private final Read.Malformed fault;
    private boolean told;

    RefusedReader(ByteWindow window, MalformedCode code, String source, Position reached) {
        this.window = window;
        this.fault = code.fatal(source, Position.START, Position.START.after(reached.offset(), reached.line() - 1));
    }

    @Override
    public Read next() {
        if (told) {
            return new Read.End(fault.end());
        }
        told = true;
        return fault;
    }

    @Override
    public String state() {
        return told ? EndedReader.STATE : "";
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
