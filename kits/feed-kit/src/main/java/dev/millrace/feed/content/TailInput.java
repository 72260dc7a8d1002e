package dev.millrace.feed.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes a zip archive on and keeps its end, where the record lies that says how many entries there are (APPNOTE 4.3.16). */
final class TailInput extends FilterInputStream {

    /** The record that is meant to have more room for the number has it. */
    static final int SEE_ZIP64 = 0xffff;

    private static final int RECORD = 22;
    private static final int MOST = RECORD + 0xffff;

    private final byte[] tail = new byte[MOST];
    private long count;

    TailInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = in.read(bytes, offset, length);
        for (int done = 0; done < got; ) {
            int at = (int) ((count + done) % MOST);
            int some = Math.min(got - done, MOST - at);
            System.arraycopy(bytes, offset + done, tail, at, some);
            done += some;
        }
        count += Math.max(0, got);
        return got;
    }

    @Override
    public long skip(long wanted) throws IOException {
        return Skip.byReading(this, wanted);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** How many entries the archive's last record tells, read to its end; -1 when there is no such record. */
    int entriesListed() {
        int kept = (int) Math.min(count, MOST);
        for (int back = RECORD; back <= kept; back++) {
            if (at(back) == 'P'
                    && at(back - 1) == 'K'
                    && at(back - 2) == 5
                    && at(back - 3) == 6
                    && (at(back - 20) | at(back - 21) << 8) == back - RECORD) {
                return at(back - 10) | at(back - 11) << 8;
            }
        }
        return -1;
    }

    /** The byte so many before the end; 1 is the last. */
    private int at(int back) {
        return tail[(int) ((count - back) % MOST)] & 0xff;
    }
}
