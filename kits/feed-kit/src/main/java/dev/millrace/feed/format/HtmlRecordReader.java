package dev.millrace.feed.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Hands out the records of a page that was looked through, and takes their bytes from the stream. */
final class HtmlRecordReader implements RecordReader {

    private final InputStream bytes;
    private final HtmlPage page;
    private final byte[] block = new byte[1 << 14];
    private Position position;
    private long taken;

    HtmlRecordReader(InputStream bytes, HtmlPage page, Position start) {
        this.bytes = bytes;
        this.page = page;
        this.position = start;
        this.taken = start.offset();
    }

    @Override
    public Read next() throws IOException {
        if (position.record() >= page.reads().size()) {
            boolean more = true;
            while (more) {
                more = take(block.length);
            }
            return new Read.End(position);
        }
        Read read = page.reads().get((int) position.record());
        while (taken < read.end().offset()) {
            if (!take(read.end().offset() - taken)) {
                throw new EOFException("the page ends at byte " + taken + "; it was longer when it was looked through");
            }
        }
        position = read.end();
        return read;
    }

    private boolean take(long most) throws IOException {
        int count = bytes.read(block, 0, (int) Math.min(block.length, most));
        taken += Math.max(0, count);
        return count >= 0;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
