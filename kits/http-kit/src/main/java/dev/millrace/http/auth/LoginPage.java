package dev.millrace.http.auth;

import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;

/** A page on which one may log in. Its text shows nothing of it. */
final class LoginPage {

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

    /** What is no field that a person writes a name into. */
    private static final String USER_INPUT = "input:not([type]), input[type=text], input[type=email], input[type=tel]";

    private final LoginSettings settings;
    private final URI address;
    private final Document page;
    private final FormElement form;

    private LoginPage(LoginSettings settings, URI address, Document page, FormElement form) {
        this.settings = settings;
        this.address = address;
        this.page = page;
        this.form = form;
    }

    /** The page that a reply shows; empty where it is no page, or has no login form. */
    static Optional<LoginPage> of(LoginSettings settings, URI address, HttpReply reply) {
        String type = reply.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.contains("html") || reply.body().length == 0) {
            return Optional.empty();
        }
        Document page = parsed(reply.body(), charset(type), address);
        return page.selectFirst(settings.form()) instanceof FormElement form
                ? Optional.of(new LoginPage(settings, address, page, form))
                : Optional.empty();
    }

    private static Document parsed(byte[] body, Optional<Charset> charset, URI address) {
        try {
            return Jsoup.parse(
                    new ByteArrayInputStream(body), charset.map(Charset::name).orElse(null), address.toString());
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    private static Optional<Charset> charset(String type) {
        Matcher named = CHARSET.matcher(type);
        try {
            return named.find() ? Optional.of(Charset.forName(named.group(1))) : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    URI address() {
        return address;
    }

    /** Where the form goes; empty where that is no address. */
    Optional<URI> action() {
        String action = form.attr("action").strip();
        try {
            return Optional.of(action.isEmpty() ? address : address.resolve(action));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    /** The form as it is sent, filled in; empty where the fields for user or password are not found. */
    Optional<byte[]> filledIn(String user, String password) {
        Optional<String> passwordName =
                settings.passwordFieldName().or(() -> name(form.selectFirst("input[type=password][name]")));
        Optional<String> userName = settings.userFieldName().or(this::userField);
        if (passwordName.isEmpty() || userName.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Connection.KeyVal field : form.formData()) {
            values.put(field.key(), field.value());
        }
        settings.fields()
                .forEach(field ->
                        values.put(field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1)));
        values.put(userName.get(), user);
        values.put(passwordName.get(), password);
        return Optional.of(values.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII));
    }

    private Optional<String> userField() {
        Optional<String> last = Optional.empty();
        for (Element input : form.elements()) {
            if (input.attr("type").equalsIgnoreCase("password") && last.isPresent()) {
                return last;
            }
            last = input.is(USER_INPUT) && input.hasAttr("name") ? name(input) : last;
        }
        return last;
    }

    private static Optional<String> name(@Nullable Element input) {
        return input == null ? Optional.empty() : Optional.of(input.attr("name"));
    }

    /** Browsers send a form in the charset of its page. */
    private String encoded(String text) {
        return URLEncoder.encode(text, page.charset());
    }

    /** The token that is no field; empty where none is asked for, or none is there. */
    Optional<HttpHeader> token() {
        int at = settings.token().lastIndexOf(" @");
        if (at < 1) {
            return Optional.empty();
        }
        Element holder = page.selectFirst(settings.token().substring(0, at));
        String value = holder == null ? "" : holder.attr(settings.token().substring(at + 2));
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(new HttpHeader(settings.tokenHeader(), value));
        } catch (IllegalArgumentException unfit) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "a login page";
    }
}
