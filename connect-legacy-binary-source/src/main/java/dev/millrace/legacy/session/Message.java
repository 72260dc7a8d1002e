package dev.millrace.legacy.session;

import dev.millrace.legacy.frame.Frame;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** A message that came, whose text and record are made once, when a field asks for them. Not thread-safe. */
public final class Message {

    private final Frame frame;
    private final Charset charset;
    private final Function<Frame, Optional<SchemaAndValue>> decoder;
    private Optional<Charset> payloadCharset = Optional.empty();
    private @Nullable String text;
    private Optional<SchemaAndValue> decoded = Optional.empty();
    private boolean isDecoded;

    public Message(Frame frame, Charset charset, Function<Frame, Optional<SchemaAndValue>> decoder) {
        this.frame = frame;
        this.charset = charset;
        this.decoder = decoder;
    }

    public Frame frame() {
        return frame;
    }

    /** In which charset the payload is, where the message tells. */
    public Optional<Charset> payloadCharset() {
        return payloadCharset;
    }

    void isIn(Charset told) {
        payloadCharset = Optional.of(told);
    }

    Charset charset() {
        return charset;
    }

    String text() {
        String made = text;
        if (made == null) {
            made = new String(frame.message(), charset);
            text = made;
        }
        return made;
    }

    /** The record that the format reads of it; empty where it can't. */
    Optional<SchemaAndValue> decoded() {
        if (!isDecoded) {
            decoded = decoder.apply(frame);
            isDecoded = true;
        }
        return decoded;
    }
}
