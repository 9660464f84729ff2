/** Runs before the first paint, so that a remembered theme never flashes. The front trusts exactly this text. */
export const THEME_KEY = 'theme';
export const THEME_SCRIPT = `(function(){var t;try{t=localStorage.getItem('${THEME_KEY}');if(t==='dark'||t==='light')document.documentElement.dataset.theme=t}catch(e){t=null}})()`;
