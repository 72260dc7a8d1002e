package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In how many forms a provider may have signed one request. */
enum Variants {
    /** As it came. */
    NONE,
    /** With the port of the address, without it, and with the one its scheme implies (Twilio does either). */
    PORTS,
    /** With some percent-escapes of the address decoded, and without (HubSpot version 3). */
    ESCAPES,
    /** As it came, then with all but ASCII written as JSON escapes (Box). */
    ASCII;

    private static final Pattern AUTHORITY = Pattern.compile("^(https?)://([^/?#:]+|\\[[^]]+])(:[0-9]+)?(.*)$");
    private static final Pattern ESCAPE =
            Pattern.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", Pattern.CASE_INSENSITIVE);

    /** The number of forms; the later ones are made only when the earlier ones do not fit. */
    int count() {
        return switch (this) {
            case NONE -> 1;
            case PORTS -> 3;
            case ESCAPES, ASCII -> 2;
        };
    }

    /**
     * One form of a request.
     *
     * @param number from 0 up to {@link #count}
     */
    SignedContent.Variant of(ReceivedRequest request, int number) {
        return switch (this) {
            case NONE -> new SignedContent.Variant(request.url(), request.body());
            case PORTS -> new SignedContent.Variant(port(request.url(), number), request.body());
            case ESCAPES ->
                new SignedContent.Variant(number == 0 ? decoded(request.url()) : request.url(), request.body());
            case ASCII ->
                new SignedContent.Variant(request.url(), number == 0 ? request.body() : ascii(request.body()));
        };
    }

    private static String port(String url, int number) {
        Matcher matcher = AUTHORITY.matcher(url);
        if (number == 0 || !matcher.matches()) {
            return url;
        }
        String scheme = matcher.group(1);
        String implied = scheme.equals("https") ? ":443" : ":80";
        return scheme + "://" + matcher.group(2) + (number == 1 ? "" : implied) + matcher.group(4);
    }

    private static String decoded(String url) {
        return ESCAPE.matcher(url)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }

    private static byte[] ascii(byte[] body) {
        StringBuilder text = new StringBuilder(body.length + 64);
        for (char next : new String(body, StandardCharsets.UTF_8).toCharArray()) {
            if (next < 128) {
                text.append(next);
            } else {
                text.append("\\u").append(HexFormat.of().toHexDigits(next));
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The forms as a list, for a person. */
    List<String> titles() {
        List<String> titles = new ArrayList<>();
        switch (this) {
            case NONE -> {}
            case PORTS -> titles.add("the address with and without its port");
            case ESCAPES -> titles.add("the address with its percent-escapes decoded");
            case ASCII -> titles.add("the body with all but ASCII as \\uXXXX too");
        }
        return titles;
    }
}
