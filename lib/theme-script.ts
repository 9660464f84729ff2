/** Sets a remembered theme before the first paint. The Content-Security-Policy allows exactly this text. */
const THEME_KEY = 'theme';
export const THEME_SCRIPT = `(function(){var t;try{t=localStorage.getItem('${THEME_KEY}');if(t==='dark'||t==='light')document.documentElement.dataset.theme=t}catch(e){t=null}})()`;
