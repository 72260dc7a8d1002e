package dev.millrace.legacy.frame;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads frames of bytes in memory, handed out in pieces. */
final class Frames {

    private static final FrameRules.Signs NO_SIGNS = new FrameRules.Signs() {
        @Override
        public void came() {}

        @Override
        public void echo(byte[] bytes) {}
    };

    private Frames() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    /** All frames of a stream that comes in pieces of so many bytes. */
    static List<Frame> all(FrameRules rules, byte[] stream, int piece, int most) throws IOException {
        int[] at = {0};
        FrameInput in = new FrameInput((into, from, room, within, begun) -> {
            int left = stream.length - at[0];
            if (left == 0) {
                return -1;
            }
            int count = Math.min(Math.min(piece, room), left);
            System.arraycopy(stream, at[0], into, from, count);
            at[0] += count;
            return count;
        });
        FrameRules.Reader reader = rules.reader(in, most);
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = reader.next(NO_SIGNS); frame != null; frame = reader.next(NO_SIGNS)) {
            frames.add(frame);
        }
        return frames;
    }

    static List<String> messages(FrameRules rules, byte[] stream, int piece) throws IOException {
        return all(rules, stream, piece, 1 << 16).stream()
                .map(frame -> hex(frame.message()) + (frame.fault().isEmpty() ? "" : " " + frame.fault()))
                .toList();
    }
}
