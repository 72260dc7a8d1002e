package dev.millrace.http.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks media types (RFC 9110 section 8.3.1). */
final class ContentTypes {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private static final Pattern MEDIA_TYPE = Pattern.compile(
            TOKEN + "/" + TOKEN + "(?:[ \t]*;[ \t]*" + TOKEN + "=(?:" + TOKEN + "|\"[^\"\\\\\\p{Cntrl}]*\"))*");

    private static final Pattern CHARSET = Pattern.compile("(?i).*;[ \t]*charset=\"?([^\";]+).*");

    private ContentTypes() {}

    /**
     * The same, when it is a media type of text in UTF-8 or of bytes.
     *
     * @throws IllegalArgumentException when it is none
     */
    static String check(String type) {
        if (!MEDIA_TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("is no media type: write it as type/subtype, such as application/json");
        }
        Matcher charset = CHARSET.matcher(type);
        if (charset.matches() && !charset.group(1).strip().equalsIgnoreCase("utf-8")) {
            throw new IllegalArgumentException("names another charset than UTF-8, in which requests are written");
        }
        return type;
    }
}
