package dev.millrace.legacy.frame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Frames of FIX (tag=value encoding): {@code 8=..|9=length|...|10=sum|}, the bars being SOH. A message is all of it; what is
 * written goes without the tags 8, 9 and 10.
 *
 * @param begin what tag 8 says in what is written, such as {@code FIX.4.4}
 */
public record FixFraming(String begin) implements Framing {

    private static final byte SOH = 1;
    private static final int TRAILER = 7;
    private static final int LONGEST_HEAD = 40;

    @Override
    public Cutter cutter() {
        return FixFraming::next;
    }

    private static @Nullable Cut next(FrameInput in, int most) throws IOException {
        if (!in.has(1)) {
            return null;
        }
        int first = field(in, 0, "8=");
        int second = field(in, first, "9=");
        long length = 0;
        for (int at = first + 2; at < second - 1; at++) {
            int digit = in.at(at) - '0';
            if (digit < 0 || digit > 9) {
                throw noFix(in);
            }
            length = length * 10 + digit;
            if (length > most) {
                throw Framing.tooLong(in, length, most);
            }
        }
        int whole = second + (int) length + TRAILER;
        if (!in.has(whole)) {
            throw Framing.broken(in);
        }
        int trailer = second + (int) length;
        boolean ends = in.at(trailer) == '1'
                && in.at(trailer + 1) == '0'
                && in.at(trailer + 2) == '='
                && in.at(whole - 1) == SOH;
        if (!ends) {
            throw new FrameFault(
                    "wrong-length", "the frame at byte " + in.taken() + " has no tag 10 where tag 9 says that it is");
        }
        byte[] frame = in.take(whole);
        String told = new String(frame, trailer + 3, 3, StandardCharsets.US_ASCII);
        return told.equals(sum(frame, trailer)) ? Cut.body(frame) : Cut.faulty(frame, "wrong-checksum");
    }

    /** The place behind the field that begins here. */
    private static int field(FrameInput in, int at, String tag) throws IOException {
        for (int index = 0; index < LONGEST_HEAD; index++) {
            if (!in.has(at + index + 1)) {
                throw Framing.broken(in);
            }
            byte next = in.at(at + index);
            if (index < tag.length() && next != tag.charAt(index)) {
                throw noFix(in);
            }
            if (next == SOH) {
                return at + index + 1;
            }
        }
        throw noFix(in);
    }

    private static FrameFault noFix(FrameInput in) {
        return new FrameFault("no-fix-frame", "the bytes at " + in.taken() + " begin no FIX message");
    }

    private static String sum(byte[] frame, int until) {
        int sum = 0;
        for (int at = 0; at < until; at++) {
            sum += frame[at] & 0xff;
        }
        String text = String.valueOf(sum & 0xff);
        return "0".repeat(3 - text.length()) + text;
    }

    @Override
    public byte[] wrap(byte[] body) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(body.length + LONGEST_HEAD);
        String head = "8=" + begin + "\u0001" + "9=" + body.length + "\u0001";
        frame.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(body);
        String trailer = "10=" + sum(frame.toByteArray(), frame.size()) + "\u0001";
        frame.writeBytes(trailer.getBytes(StandardCharsets.US_ASCII));
        return frame.toByteArray();
    }
}
