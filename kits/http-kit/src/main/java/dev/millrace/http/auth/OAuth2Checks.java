package dev.millrace.http.auth;

import static dev.millrace.http.auth.OAuth2Settings.CLIENT_AUTH;
import static dev.millrace.http.auth.OAuth2Settings.CLIENT_ID;
import static dev.millrace.http.auth.OAuth2Settings.CLIENT_SECRET;
import static dev.millrace.http.auth.OAuth2Settings.GRANT;
import static dev.millrace.http.auth.OAuth2Settings.PARAMETERS;
import static dev.millrace.http.auth.OAuth2Settings.PASSWORD;
import static dev.millrace.http.auth.OAuth2Settings.RESOURCE;
import static dev.millrace.http.auth.OAuth2Settings.SCOPE;
import static dev.millrace.http.auth.OAuth2Settings.TOKEN_URL;
import static dev.millrace.http.auth.OAuth2Settings.USER;

import dev.millrace.http.tls.TlsSettings;
import dev.millrace.kit.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;

/** What is wrong with the options of OAuth 2.0, each on its key. */
record OAuth2Checks(AbstractConfig config, OAuth2Settings settings, Problems problems) {

    private static final Pattern SCOPES = Pattern.compile("[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*");

    private static final Set<String> OURS = Set.of(
            "grant_type",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
            "assertion",
            "username",
            "password",
            "scope",
            "audience",
            "resource");

    void run() {
        address();
        client();
        user();
        signature();
        wishes();
    }

    private void address() {
        String url = settings.tokenUrl();
        if (url.isEmpty()) {
            problems.report(TOKEN_URL, "is missing, and http.auth=oauth2 needs it: set the server's token endpoint");
            return;
        }
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("https") && !scheme.equals("http")) {
                problems.report(TOKEN_URL, "must begin with https://, or http:// on a network that is trusted");
            } else if (uri.getHost() == null) {
                problems.report(TOKEN_URL, "names no host: write it as https://host/path");
            } else if (uri.getRawUserInfo() != null) {
                problems.report(
                        TOKEN_URL, "holds a user name: remove it, and use " + CLIENT_ID + " and " + CLIENT_SECRET);
            } else if (uri.getRawFragment() != null) {
                problems.report(TOKEN_URL, "holds a fragment (#), which is never sent: remove it");
            } else if (settings.clientAuth() == OAuth2Client.Method.TLS && scheme.equals("http")) {
                problems.report(
                        TOKEN_URL,
                        "must begin with https://, because " + CLIENT_AUTH
                                + "=tls shows the certificate of the connection");
            }
        } catch (URISyntaxException wrong) {
            problems.report(TOKEN_URL, "is no address: " + wrong.getReason() + " at position " + wrong.getIndex());
        }
    }

    private void client() {
        OAuth2Client.Method method = settings.clientAuth();
        String setting =
                CLIENT_AUTH + "=" + method.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (method == OAuth2Client.Method.NONE && settings.grant() == OAuth2Grant.Type.CLIENT_CREDENTIALS) {
            problems.report(CLIENT_AUTH, "can't be none with client-credentials, which prove nothing else: choose how");
        }
        if (method != OAuth2Client.Method.NONE && settings.clientId().isEmpty()) {
            problems.report(CLIENT_ID, "is missing, and " + setting + " needs it");
        }
        if (method == OAuth2Client.Method.TLS
                && config.values().containsKey(TlsSettings.CERTIFICATE_FILE)
                && !TlsSettings.from(config).files().showsCertificate()) {
            problems.report(
                    CLIENT_AUTH,
                    "is tls, and there is no certificate to show: set " + TlsSettings.CERTIFICATE_FILE + " or "
                            + TlsSettings.KEYSTORE_FILE);
        }
        if (method.takesSecret()) {
            settings.clientSecret().validate(text -> text, setting, problems);
        }
    }

    private void user() {
        if (settings.grant() == OAuth2Grant.Type.PASSWORD) {
            if (settings.user().isEmpty()) {
                problems.report(USER, "is missing, and " + GRANT + "=password needs it");
            }
            settings.password().validate(text -> text, GRANT + "=password", problems);
        } else {
            List<String> useless = new ArrayList<>(SecretOption.keys(PASSWORD));
            useless.add(USER);
            GivenKeys.report(config, GRANT, useless, key -> "is only used with " + GRANT + "=password", problems);
        }
    }

    private void signature() {
        JwtSettings jwt = settings.jwt();
        boolean grant = settings.grant() == OAuth2Grant.Type.JWT_BEARER;
        String wantedBy = grant ? GRANT + "=jwt-bearer" : CLIENT_AUTH + "=private-key-jwt";
        if (settings.signsWithKey()) {
            jwt.validateKey(wantedBy, problems);
        } else if (!config.originals().containsKey(GRANT)) {
            GivenKeys.report(
                    config,
                    CLIENT_AUTH,
                    SecretOption.keys(JwtSettings.KEY),
                    key -> "is only used with " + GRANT + "=jwt-bearer or " + CLIENT_AUTH + "=private-key-jwt",
                    problems);
        }
        if (settings.signs()) {
            jwt.validateCertificate(wantedBy, problems);
        }
        if (settings.clientAuth() == OAuth2Client.Method.PRIVATE_KEY_JWT
                && jwt.algorithm().filter(JwtAlgorithm::isShared).isPresent()) {
            problems.report(
                    JwtSettings.ALGORITHM,
                    "signs with a shared secret: name one for private keys, or set " + CLIENT_AUTH
                            + "=client-secret-jwt");
        }
        if (grant) {
            jwt.validateClaims(problems);
            if (jwt.issuer().isEmpty() && settings.clientId().isEmpty()) {
                problems.report(
                        JwtSettings.ISSUER, "is missing, and " + wantedBy + " needs it, or " + CLIENT_ID + " instead");
            }
        }
    }

    private void wishes() {
        if (!settings.scope().isEmpty() && !SCOPES.matcher(settings.scope()).matches()) {
            problems.report(SCOPE, "must be names with one space between them, without quotes and backslashes");
        }
        for (String resource : settings.resources()) {
            if (!isResource(resource)) {
                problems.report(RESOURCE, "must hold absolute addresses without a fragment (#), as RFC 8707 has them");
            }
        }
        for (String parameter : settings.parameters()) {
            String name = OAuth2Settings.nameOf(parameter);
            if (name.isEmpty()) {
                problems.report(PARAMETERS, "must hold each parameter as name=value");
            } else if (OURS.contains(name)) {
                problems.report(PARAMETERS, "holds " + name + ", which another option sets: remove it here");
            }
        }
    }

    private static boolean isResource(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.getRawFragment() == null;
        } catch (URISyntaxException wrong) {
            return false;
        }
    }
}
