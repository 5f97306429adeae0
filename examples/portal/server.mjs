// The portal: a small web application that signs people in through an OpenID provider.
import { endOnSignal, serve } from '../support/http.mjs';
import { Provider } from './provider.mjs';
import { makeRoutes } from './routes.mjs';
import { Sessions } from './sessions.mjs';
import { portalSettings } from './settings.mjs';

const settings = portalSettings();
const routes = makeRoutes(settings, new Provider(settings), new Sessions(settings.base_url));
endOnSignal(await serve(settings.port, 'portal', routes));
