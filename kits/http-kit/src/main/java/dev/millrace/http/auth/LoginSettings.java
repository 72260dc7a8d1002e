package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpHeader;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Logging in as a person does, by the form of a page.
 *
 * @param url the page
 * @param form selects the form there, and wherever it is shown to who is not logged in
 * @param userField the name of the field for the user; empty to find it
 * @param passwordField the name of the field for the password; empty to find it
 * @param fields further ones, each name=value
 * @param token where the login page holds a token, as selector @attribute; empty for none beside the form's own fields
 * @param tokenHeader the header that bears it
 */
record LoginSettings(
        BasicSettings login,
        String url,
        String form,
        String userField,
        String passwordField,
        List<String> fields,
        String token,
        String tokenHeader)
        implements SchemeSettings {

    static final String URL = "http.login.url";
    static final String FORM = "http.login.form";
    static final String USER_FIELD = "http.login.user.field";
    static final String PASSWORD_FIELD = "http.login.password.field";
    static final String FIELDS = "http.login.fields";
    static final String CSRF = "http.login.csrf";
    static final String CSRF_HEADER = "http.login.csrf.header";

    private static final String WANTED_BY = "http.auth=form-login";

    static final List<String> KEYS = Stream.concat(
                    BasicSettings.KEYS.stream(),
                    Stream.of(URL, FORM, USER_FIELD, PASSWORD_FIELD, FIELDS, CSRF, CSRF_HEADER))
            .toList();

    LoginSettings {
        fields = List.copyOf(fields);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Authentication by the form of a page")
                .text(
                        URL,
                        null,
                        "The address of the login page. It is fetched, its form filled in with http.auth.user and"
                                + " http.auth.password and sent with all its hidden fields, a token against forged requests"
                                + " among them; the cookies of the session stay in memory. Set it with http.auth=form-login.")
                .text(
                        FORM,
                        "form:has(input[type=password])",
                        "The CSS selector of the login form. A page that shows it in an answer means that the session"
                                + " is over, as do 401, 403 and a redirect to http.login.url: the connector logs in again,"
                                + " once for each request. Set it where the page has several forms with a password.")
                .text(
                        USER_FIELD,
                        "",
                        "The name of the form's field for the user. Without it the text or email field before the password"
                                + " is taken; set it where that is another one.")
                .text(
                        PASSWORD_FIELD,
                        "",
                        "The name of the form's field for the password. Without it the first field of that type is taken;"
                                + " set it where there are several.")
                .list(
                        FIELDS,
                        "",
                        "Further fields of the form, each as name=value, such as tenant=acme. Set them where a person would"
                                + " choose something there.")
                .text(
                        CSRF,
                        "",
                        "Where the login page holds a token that is no field of the form, as selector @attribute, such as"
                                + " meta[name=csrf-token] @content. Set it with http.login.csrf.header.")
                .text(
                        CSRF_HEADER,
                        "",
                        "The header that bears this token, such as X-CSRF-Token, with the form and with every request of"
                                + " the session. Set it with http.login.csrf.");
    }

    static LoginSettings from(AbstractConfig config) {
        return new LoginSettings(
                BasicSettings.from(config),
                text(config.getString(URL)),
                text(config.getString(FORM)),
                text(config.getString(USER_FIELD)),
                text(config.getString(PASSWORD_FIELD)),
                config.getList(FIELDS),
                text(config.getString(CSRF)),
                text(config.getString(CSRF_HEADER)));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    static void validate(AbstractConfig config, Problems problems) {
        LoginSettings settings = from(config);
        settings.login.requireUser(WANTED_BY, problems);
        settings.login.password().validate(text -> text, WANTED_BY, problems);
        settings.validateUrl(problems);
        if (!isSelector(settings.form)) {
            problems.report(FORM, "is no CSS selector: write one such as form#login");
        }
        for (String field : settings.fields) {
            if (field.indexOf('=') < 1) {
                problems.report(FIELDS, "must hold name=value, separated by commas");
            }
        }
        if (settings.token.isEmpty() != settings.tokenHeader.isEmpty()) {
            String missing = settings.token.isEmpty() ? CSRF : CSRF_HEADER;
            problems.report(missing, "is missing: " + CSRF + " and " + CSRF_HEADER + " are set together");
        } else if (!settings.token.isEmpty()) {
            settings.validateToken(problems);
        }
    }

    private void validateUrl(Problems problems) {
        if (url.isEmpty()) {
            problems.report(URL, "is missing, and " + WANTED_BY + " needs it: set the address of the login page");
            return;
        }
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("https") && !scheme.equals("http")) {
                problems.report(URL, "must begin with https://, or http:// on a network that is trusted");
            } else if (uri.getHost() == null) {
                problems.report(URL, "names no host: write it as https://host/path");
            } else if (uri.getRawUserInfo() != null) {
                problems.report(URL, "holds a user name: remove it, and use http.auth.user and http.auth.password");
            }
        } catch (URISyntaxException wrong) {
            problems.report(URL, "is no address: " + wrong.getReason() + " at position " + wrong.getIndex());
        }
    }

    private void validateToken(Problems problems) {
        int at = token.lastIndexOf(" @");
        if (at < 1 || !isSelector(token.substring(0, at))) {
            problems.report(CSRF, "is not of the form selector @attribute, such as meta[name=csrf-token] @content");
        }
        try {
            HttpHeader unused = HttpHeader.parse(new HttpHeader(tokenHeader, "x").name() + ": x");
        } catch (IllegalArgumentException wrong) {
            problems.report(CSRF_HEADER, "is no name of a header that may be set: write one such as X-CSRF-Token");
        }
    }

    private static boolean isSelector(String text) {
        try {
            Object unused = QueryParser.parse(text);
            return true;
        } catch (Selector.SelectorParseException | IllegalArgumentException wrong) {
            return false;
        }
    }

    Optional<String> userFieldName() {
        return userField.isEmpty() ? Optional.empty() : Optional.of(userField);
    }

    Optional<String> passwordFieldName() {
        return passwordField.isEmpty() ? Optional.empty() : Optional.of(passwordField);
    }

    @Override
    public Authenticator open(Opening opening) {
        Secret<String> password = login.password().open(text -> text, opening.nanos());
        FormLogin logins = new FormLogin(this, password, opening.tokenSender(), opening.clock());
        return new SessionAuthenticator(
                this, logins, new TokenCache(logins, Duration.ZERO, opening.clock(), RandomGenerator.getDefault()));
    }

    @Override
    public boolean authorizes() {
        return false;
    }
}
