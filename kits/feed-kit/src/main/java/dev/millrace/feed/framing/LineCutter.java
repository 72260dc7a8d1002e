package dev.millrace.feed.framing;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HexFormat;

/**
 * Lines. By default they end with LF, CR or CR LF, and in EBCDIC with NEL (0x15), LF (0x25), CR or CR and one of both (Unicode
 * 16, section 5.8); or with bytes that the configuration names, where binary fields may hold the others.
 */
final class LineCutter implements Cutter {

    private static final int EBCDIC_A = 0xC1;

    private final byte[] mark;
    private final int feed;
    private final int otherFeed;
    private final int most;

    /** {@code hex} is empty for the usual ends. */
    LineCutter(String hex, Charset charset, int most) {
        boolean ebcdic = (charset.encode("A").get(0) & 0xFF) == EBCDIC_A;
        this.mark = HexFormat.of().parseHex(hex);
        this.feed = ebcdic ? 0x25 : 0x0A;
        this.otherFeed = ebcdic ? 0x15 : 0x0A;
        this.most = most;
    }

    @Override
    public void cut(Frame frame, long offset) throws IOException {
        int at = 0;
        while (true) {
            int available = frame.window().available();
            int last = available - Math.max(1, mark.length);
            while (at <= last && at <= most && !isEnd(frame, at)) {
                at++;
            }
            if (at > most) {
                tooLarge(frame);
                return;
            }
            if (at <= last) {
                frame.line(at, behind(frame, at) - at);
                return;
            }
            if (!frame.window().more()) {
                frame.line(frame.window().available(), 0);
                return;
            }
        }
    }

    private void tooLarge(Frame frame) throws IOException {
        int width = Math.max(1, mark.length);
        while (frame.window().holds(width)) {
            if (isEnd(frame, 0)) {
                frame.skip(behind(frame, 0));
                frame.lineFault(FrameFault.Kind.TOO_LARGE, "the line has more than " + most + " bytes", 1);
                return;
            }
            frame.skip(1);
        }
        frame.skip(frame.window().available());
        frame.lineFault(FrameFault.Kind.TOO_LARGE, "the line has more than " + most + " bytes", 0);
    }

    private boolean isEnd(Frame frame, int at) {
        if (mark.length == 0) {
            int unit = frame.at(at);
            return unit == feed || unit == otherFeed || unit == '\r';
        }
        for (int i = 0; i < mark.length; i++) {
            if (frame.at(at + i) != (mark[i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private int behind(Frame frame, int end) throws IOException {
        if (mark.length > 0) {
            return end + mark.length;
        }
        boolean pair = frame.at(end) == '\r'
                && frame.window().holds(end + 2)
                && (frame.at(end + 1) == feed || frame.at(end + 1) == otherFeed);
        return end + (pair ? 2 : 1);
    }
}
