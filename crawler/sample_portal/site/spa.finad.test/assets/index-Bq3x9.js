const posts=[{u:'阿蓝',t:'第一次自己报税，记录一下踩过的坑',x:'专项附加扣除要在年底前确认，租房合同记得留。'},{ad:1,i:0},{u:'旧书摊主',t:'二手书定价的学问',x:'品相、版次、有没有签名，差一个字差好多钱。'},{ad:1,i:1},{u:'柚子',t:'和父母聊存钱这件事',x:'他们只信定期，我说服他们别买路边送米送油的“理财”。'},{ad:1,i:2},{u:'云间',t:'转发抽奖已开',x:'恭喜三位朋友，私信我地址。'}];
fetch('/api/v2/feed/promoted.json').then(r=>r.json()).then(j=>{const root=document.getElementById('root');
 for(const p of posts){const d=document.createElement('div');d.className='_card_1x';
  if(p.ad){const a=j.items[p.i];d.innerHTML=`<a href="${a.l}" target="_blank" rel="noopener" style="color:inherit;text-decoration:none"><div><b>${a.n}</b> <span class="_b_9k">${a.g}</span></div><h3>${a.t}</h3><p>${a.d}</p><button class="_cta_2z">${a.b}</button></a>`}
  else d.innerHTML=`<div class="_b_9k">${p.u}</div><h3>${p.t}</h3><p>${p.x}</p>`;
  root.appendChild(d)}});
