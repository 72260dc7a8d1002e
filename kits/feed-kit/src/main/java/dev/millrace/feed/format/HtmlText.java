package dev.millrace.feed.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page's bytes as text, where the byte of a character can be found again. */
final class HtmlText {

    /** How far a page is searched for its charset (HTML Standard, section 13.2.3.2). */
    private static final int LOOK = 1024;

    private static final Pattern COMMENT = Pattern.compile("<!--.*?(?:-->|$)", Pattern.DOTALL);
    private static final Pattern META =
            Pattern.compile("<meta\\s[^>]*?charset\\s*=\\s*[\"']?\\s*([^\\s\"'/>;]+)", Pattern.CASE_INSENSITIVE);

    private final byte[] bytes;
    private final int mark;
    private final Encoding encoding;
    private final String text;

    private HtmlText(byte[] bytes, int mark, Encoding encoding) {
        this.bytes = bytes;
        this.mark = mark;
        this.encoding = encoding;
        this.text = decoded(bytes, mark, encoding);
    }

    /** Empty when the page is in a charset that is unknown here. */
    static Optional<HtmlText> of(byte[] bytes, Optional<Charset> configured) throws IOException {
        ByteOrderMark mark =
                ByteOrderMark.consume(new ByteWindow(new ByteArrayInputStream(bytes)), StandardCharsets.UTF_8);
        if (mark.length() > 0) {
            return Optional.of(new HtmlText(bytes, mark.length(), mark.encoding()));
        }
        return configured.or(() -> told(bytes)).map(charset -> new HtmlText(bytes, 0, Encoding.of(charset)));
    }

    /** What the page says of itself; UTF-8 when it says nothing. */
    private static Optional<Charset> told(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, LOOK), StandardCharsets.ISO_8859_1);
        Matcher meta = META.matcher(COMMENT.matcher(head).replaceAll(""));
        if (!meta.find()) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        try {
            return Optional.of(Charset.forName(asBrowsersRead(meta.group(1).toLowerCase(Locale.ROOT))));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Labels that mean another charset than their own (Encoding Standard, section 4.2; HTML Standard, section 13.2.3.2). */
    private static String asBrowsersRead(String label) {
        return switch (label) {
            case "iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii", "x-user-defined" -> "windows-1252";
            case "utf-16", "utf-16le", "utf-16be" -> "UTF-8";
            case "gb2312" -> "GBK";
            case "shift_jis", "shift-jis", "sjis" -> "windows-31j";
            default -> label;
        };
    }

    private static String decoded(byte[] bytes, int mark, Encoding encoding) {
        CharsetDecoder decoder = decoder(encoding);
        CharBuffer whole =
                CharBuffer.allocate((int) Math.ceil((bytes.length - mark) * (double) decoder.maxCharsPerByte()));
        decoder.decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark), whole, true);
        decoder.flush(whole);
        return whole.flip().toString();
    }

    private static CharsetDecoder decoder(Encoding encoding) {
        return encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** The characters, those in place of undecodable bytes included. */
    String text() {
        return text;
    }

    /** The offsets of the bytes at which characters begin, given by their rising indices. */
    int[] bytesAt(int[] characters) {
        int[] offsets = new int[characters.length];
        ByteBuffer in = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
        CharsetDecoder decoder = decoder(encoding);
        int reached = 0;
        for (int i = 0; i < characters.length; i++) {
            decoder.decode(in, CharBuffer.allocate(characters[i] - reached), true);
            reached = characters[i];
            offsets[i] = in.position();
        }
        return offsets;
    }

    /** Whether all the bytes between two places are characters. */
    boolean isDecodable(int fromCharacter, int toCharacter, int fromByte, int toByte) {
        if (!Encoding.isSuspect(text.substring(fromCharacter, toCharacter))) {
            return true;
        }
        try {
            String unused = encoding.decode(Arrays.copyOfRange(bytes, fromByte, toByte), 0, toByte - fromByte);
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }

    int size() {
        return bytes.length;
    }
}
