package dev.millrace.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/** Finds single values in a web page beside its rows, by places such as {@code a[rel=next] @href}. */
final class HtmlFacts {

    private static final String ATTRIBUTE = " @";

    private HtmlFacts() {}

    /** Whether a text is a CSS selector, with an attribute or without one. */
    static boolean isPlace(String text) {
        try {
            Object unused = QueryParser.parse(selector(text));
            return true;
        } catch (Selector.SelectorParseException | IllegalArgumentException wrong) {
            return false;
        }
    }

    private static String selector(String place) {
        int at = place.lastIndexOf(ATTRIBUTE);
        return at < 0 ? place : place.substring(0, at);
    }

    /** The values that are there and not empty, by their places. */
    static Map<String, String> of(byte[] body, Set<String> places) {
        Map<String, String> found = new HashMap<>();
        Document page = parsed(body);
        for (String place : places) {
            Element element = page.selectFirst(selector(place));
            int at = place.lastIndexOf(ATTRIBUTE);
            String value = element == null
                    ? ""
                    : at < 0 ? element.text() : element.attr(place.substring(at + ATTRIBUTE.length()));
            if (!value.isBlank()) {
                found.put(place, value.strip());
            }
        }
        return found;
    }

    private static Document parsed(byte[] body) {
        try {
            return Jsoup.parse(new ByteArrayInputStream(body), null, "");
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }
}
