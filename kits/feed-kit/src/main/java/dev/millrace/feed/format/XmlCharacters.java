package dev.millrace.feed.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a stream: every one in front of bytes that are none is handed out before those fail, which Java's own
 * reader does not promise. Not thread-safe.
 */
final class XmlCharacters extends Reader {

    private static final int BLOCK = 8192;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).limit(0);
    private @Nullable CoderResult fault;
    private boolean ended;

    XmlCharacters(InputStream in, Charset charset) {
        this.in = in;
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        CharBuffer characters = CharBuffer.wrap(buffer, offset, length);
        int before = characters.position();
        while (characters.position() == before && length > 0) {
            if (fault != null) {
                fault.throwException();
            }
            CoderResult result = decoder.decode(bytes, characters, ended);
            if (result.isError()) {
                fault = result;
            } else if (characters.position() == before) {
                if (ended) {
                    return -1;
                }
                if (result.isOverflow()) {
                    return 0;
                }
                fill();
            }
        }
        return characters.position() - before;
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
