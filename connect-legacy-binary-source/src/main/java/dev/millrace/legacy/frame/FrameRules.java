package dev.millrace.legacy.frame;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How messages become frames and frames messages: a framing, what stands between it and the message, and the checks there. */
public final class FrameRules {

    private final Framing framing;
    private final int front;
    private final int back;
    private final byte[] sentFront;
    private final byte[] sentBack;
    private final boolean sameFront;
    private final List<FrameCheck> checks;

    /**
     * Rules.
     *
     * @param front bytes between the framing and the begin of the message
     * @param back bytes between its end and the framing
     * @param sentFront what is written there; the rest is zero
     * @param sameFront whether an answer has the front of what it answers
     */
    public FrameRules(
            Framing framing,
            int front,
            int back,
            byte[] sentFront,
            byte[] sentBack,
            boolean sameFront,
            List<FrameCheck> checks) {
        this.framing = framing;
        this.front = front;
        this.back = back;
        this.sentFront = Arrays.copyOf(sentFront, front);
        this.sentBack = Arrays.copyOf(sentBack, back);
        this.sameFront = sameFront;
        this.checks = List.copyOf(checks);
    }

    /** Rules without anything between framing and message. */
    public static FrameRules of(Framing framing) {
        return new FrameRules(framing, 0, 0, new byte[0], new byte[0], false, List.of());
    }

    /** Reads one stream. */
    public Reader reader(FrameInput in, int most) {
        return new Reader(in, most);
    }

    /**
     * A message as it is sent.
     *
     * @param answered what it answers; null for nothing
     */
    public byte[] write(byte[] message, @Nullable Frame answered) {
        if (front + back == 0) {
            return framing.wrap(message);
        }
        byte[] before = sameFront && answered != null && answered.front().length == front
                ? answered.front().clone()
                : sentFront.clone();
        byte[] behind = sentBack.clone();
        checks.forEach(check -> check.write(message, before, behind));
        byte[] body = Arrays.copyOf(before, front + message.length + back);
        System.arraycopy(message, 0, body, front, message.length);
        System.arraycopy(behind, 0, body, front + message.length, back);
        return framing.wrap(body);
    }

    /** The frames of one stream. Not thread-safe. */
    public final class Reader {
        private final FrameInput in;
        private final int most;
        private final Framing.Cutter cutter = framing.cutter();

        private Reader(FrameInput in, int most) {
            this.in = in;
            this.most = most;
        }

        /**
         * The next frame; null where the stream ends between two.
         *
         * @param signs gets what only says that the other side is there
         */
        public @Nullable Frame next(Signs signs) throws IOException {
            for (; ; ) {
                long begin = in.taken();
                Cut cut = cutter.next(in, most);
                if (cut == null) {
                    return null;
                }
                switch (cut.kind()) {
                    case BODY -> {
                        return frame(cut, begin);
                    }
                    case KEEPALIVE -> signs.came();
                    case ECHO -> {
                        signs.came();
                        signs.echo(cut.bytes());
                    }
                }
            }
        }

        private Frame frame(Cut cut, long begin) {
            byte[] body = cut.bytes();
            if (body.length < front + back) {
                return new Frame(new byte[0], body, new byte[0], "frame-too-short", begin);
            }
            if (front + back == 0) {
                return new Frame(new byte[0], body, new byte[0], cut.fault(), begin);
            }
            byte[] before = Arrays.copyOf(body, front);
            byte[] message = Arrays.copyOfRange(body, front, body.length - back);
            byte[] behind = Arrays.copyOfRange(body, body.length - back, body.length);
            String fault = checks.stream()
                    .map(check -> check.faultOf(message, before, behind))
                    .filter(wrong -> !wrong.isEmpty())
                    .findFirst()
                    .orElse(cut.fault());
            return new Frame(before, message, behind, fault, begin);
        }
    }

    /** Frames that carry no message. */
    public interface Signs {

        /** The other side is there. */
        void came();

        /** The other side wants these bytes back. */
        void echo(byte[] bytes);
    }
}
